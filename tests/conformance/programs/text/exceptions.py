# Classes, texts and reprs of exceptions
import asyncio

class Mine(ValueError):
    pass

for error in (
    ValueError(), ValueError("text"), ValueError("two", 2), KeyError("key"), KeyError(), RuntimeError(None), OSError("disk"),
    asyncio.CancelledError(), asyncio.CancelledError("why"), asyncio.InvalidStateError("state"), asyncio.TimeoutError(),
    Mine("own"), SystemExit(3), KeyboardInterrupt(), LookupError("nowhere"), ZeroDivisionError("division by zero"),
):
    print(type(error).__name__, repr(error), "|", str(error), "|", error.args)
print(isinstance(KeyError(), LookupError), isinstance(Mine(), ValueError), isinstance(asyncio.CancelledError(), Exception))
print(issubclass(RecursionError, RuntimeError), issubclass(TimeoutError, OSError), asyncio.TimeoutError is TimeoutError)
