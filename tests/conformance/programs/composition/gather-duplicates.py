# proves: CMP-10
# The same awaitable several times
import asyncio

runs = 0

async def job():
    global runs
    runs += 1
    await asyncio.sleep(1)
    return runs

async def main():
    coro = job()
    print(await asyncio.gather(coro, job(), coro))
    fut = asyncio.get_running_loop().create_future()
    fut.set_result("done")
    print(await asyncio.gather(fut, fut, fut))

asyncio.run(main())
