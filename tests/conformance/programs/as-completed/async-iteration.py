# proves: CMP-24
# Async iteration: the very tasks and futures, done
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    loop = asyncio.get_running_loop()
    slow = asyncio.create_task(job(3), name="slow")
    fut = loop.create_future()
    loop.call_later(2, fut.set_result, "future")
    async for done in asyncio.as_completed([slow, job(1), fut]):
        print(done is slow, done is fut, isinstance(done, asyncio.Task), done.done(), await done)

asyncio.run(main())
