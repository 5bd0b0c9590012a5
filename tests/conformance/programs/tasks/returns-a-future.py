# TSK-08: a future that is returned is not awaited
import asyncio

async def lend(fut):
    return fut

async def main():
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(lend(fut))
    result = await task
    print(result is fut, result.done())
    fut.set_result("book")
    print(await result)

asyncio.run(main())
