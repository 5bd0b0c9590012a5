# proves: AGN-05
# suppress() around awaits
import asyncio
import contextlib

async def fails(error):
    raise error

async def main():
    with contextlib.suppress(ValueError, KeyError):
        await fails(KeyError("gone"))
        print("never")
    with contextlib.suppress(ValueError):
        print("nothing to suppress")
    task = asyncio.create_task(asyncio.sleep(9))
    await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    print(task.cancelled())
    try:
        with contextlib.suppress(ValueError):
            raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except ExceptionGroup as e:
        print(repr(e))

asyncio.run(main())
