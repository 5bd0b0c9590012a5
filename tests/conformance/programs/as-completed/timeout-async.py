# proves: CMP-26
# Out of time: the loop raises TimeoutError; in time: the timer is cancelled
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(job(n)) for n in [1, 3]]
    try:
        async for task in asyncio.as_completed(tasks, timeout=2):
            print(await task)
    except TimeoutError as e:
        print(repr(e), tasks[1].done())
    async for task in asyncio.as_completed(tasks, timeout=1000):
        print(await task)

asyncio.run(main())
