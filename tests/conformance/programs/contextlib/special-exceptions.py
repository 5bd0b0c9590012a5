# proves: AGN-05
# RuntimeError, StopAsyncIteration and cancellation through a manager; a second block
import asyncio
import contextlib

@contextlib.asynccontextmanager
async def plain():
    yield

async def waits():
    async with plain():
        await asyncio.sleep(9)

async def main():
    for error in [RuntimeError("r"), StopAsyncIteration("s")]:
        try:
            async with plain():
                raise error
        except Exception as e:
            print(repr(e), e is error)
    used = plain()
    async with used:
        print("once")
    try:
        async with used:
            print("twice")
    except AttributeError as e:
        print(repr(e))
    task = asyncio.create_task(waits())
    await asyncio.sleep(1)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))

asyncio.run(main())
