# proves: LCK-02 LCK-03
# A line of nothing but cancelled waiters does not hold up a newcomer
import asyncio

async def waiter(lock):
    await lock.acquire()

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(waiter(lock)) for _ in range(3)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    lock.release()
    print(await lock.acquire(), "at once")
    print([task.done() for task in tasks])
    await asyncio.wait(tasks)
    print([task.cancelled() for task in tasks], lock)

asyncio.run(main())
