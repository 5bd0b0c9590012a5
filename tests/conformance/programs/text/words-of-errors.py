# How errors of the system, bytes, groups with causes and callbacks are written
import asyncio


def fail():
    raise ValueError("callback")


async def main():
    loop = asyncio.get_running_loop()
    for error in (
        OSError(9999, "No such thing"),
        OSError(9999, "No such thing", "it's"),
        OSError(9999, "Moved", "a", None, "b"),
        OSError("alone"),
        OSError(),
    ):
        print(str(error), repr(error), error.errno, error.strerror, error.filename)
    for data in (b"'a", b'"a', b"'\"", b"\\\x00\xff"):
        print(repr(data))
    for what in (5, None, "ab", [1], 2.5):
        try:
            await asyncio.wait(what)
        except Exception as error:
            print(repr(error))
    try:
        asyncio.as_completed(5)
    except TypeError as error:
        print(error)
    cause = ExceptionGroup("cause", [ExceptionGroup("deep", [ValueError(1)]), KeyError("k")])
    inner = ExceptionGroup("inner", [ValueError(2), ExceptionGroup("last", [ValueError(3)])])
    inner.__cause__ = cause
    outer = ExceptionGroup("outer", [TypeError("t"), inner])
    loop.call_exception_handler({"message": "a group", "exception": outer})
    loop.call_soon(fail)
    loop.call_soon(lambda: fail())
    await asyncio.sleep(0)


asyncio.run(main())
