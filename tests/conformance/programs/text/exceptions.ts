// Classes, texts and reprs of exceptions
import * as asyncio from "awaitable/asyncio";
import {
  Exception,
  KeyboardInterrupt,
  KeyError,
  LookupError,
  OSError,
  print,
  RecursionError,
  RuntimeError,
  repr,
  SystemExit,
  str,
  TimeoutError,
  ValueError,
  ZeroDivisionError,
} from "awaitable/builtins";

class Mine extends ValueError {}

for (const error of [
  new ValueError(),
  new ValueError("text"),
  new ValueError("two", 2),
  new KeyError("key"),
  new KeyError(),
  new RuntimeError(null),
  new OSError("disk"),
  new asyncio.CancelledError(),
  new asyncio.CancelledError("why"),
  new asyncio.InvalidStateError("state"),
  new asyncio.TimeoutError(),
  new Mine("own"),
  new SystemExit(3),
  new KeyboardInterrupt(),
  new LookupError("nowhere"),
  new ZeroDivisionError("division by zero"),
]) {
  print(error.constructor.name, repr(error), "|", str(error), "|", error.args);
}
print(
  new KeyError() instanceof LookupError,
  new Mine() instanceof ValueError,
  new asyncio.CancelledError() instanceof Exception,
);
print(
  new RecursionError() instanceof RuntimeError,
  new TimeoutError() instanceof OSError,
  asyncio.TimeoutError === TimeoutError,
);
