# proves: CMP-26
# Out of time: each awaitable that is left raises TimeoutError; the tasks go on
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    tasks = [asyncio.create_task(job(n)) for n in [1, 3, 4]]
    for coro in asyncio.as_completed(tasks, timeout=2):
        try:
            print(await coro)
        except TimeoutError as e:
            print(repr(e))
    print([task.done() for task in tasks])
    print(await asyncio.gather(*tasks))

asyncio.run(main())
