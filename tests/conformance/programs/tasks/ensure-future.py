# proves: TSK-24 TSK-23
# ensure_future() of futures, coroutines, awaitables, with and without a loop
import asyncio

class Custom:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "custom"

async def job():
    return "job"

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    print(asyncio.ensure_future(fut) is fut, asyncio.ensure_future(fut, loop=loop) is fut)
    task = asyncio.ensure_future(job())
    print(isinstance(task, asyncio.Task), await task, await asyncio.ensure_future(Custom()))
    other = asyncio.new_event_loop()
    try:
        asyncio.ensure_future(fut, loop=other)
    except ValueError as e:
        print(repr(e))
    try:
        asyncio.ensure_future(5)
    except TypeError as e:
        print(repr(e))
    other.close()

asyncio.run(main())
try:
    asyncio.ensure_future(job())
except RuntimeError as e:
    print(repr(e))
