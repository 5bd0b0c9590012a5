# proves: CND-02
# Two conditions on one lock
import asyncio

async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name)

async def main():
    lock = asyncio.Lock()
    full = asyncio.Condition(lock)
    empty = asyncio.Condition(lock=lock)
    tasks = [asyncio.create_task(waiter("full", full)), asyncio.create_task(waiter("empty", empty))]
    await asyncio.sleep(0)
    async with lock:
        print(full.locked(), empty.locked(), lock.locked())
        full.notify()
        empty.notify()
    print(full.locked(), empty.locked(), lock.locked())
    await asyncio.gather(*tasks)
    await full.acquire()
    print(lock.locked())
    lock.release()
    print(empty.locked())

asyncio.run(main())
