# FUT-22: what counts as a future
import asyncio

async def nothing():
    pass

async def main():
    coroutine = nothing()
    task = asyncio.create_task(nothing())
    for thing in (asyncio.get_running_loop().create_future(), task, asyncio.gather(), coroutine, asyncio.Future, None, 5):
        print(asyncio.isfuture(thing), asyncio.iscoroutine(thing))
    coroutine.close()
    await task

asyncio.run(main())
