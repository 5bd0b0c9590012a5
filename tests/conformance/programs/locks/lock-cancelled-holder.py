# proves: LCK-03 LCK-04
# A woken waiter that is cancelled on another's request passes the lock on twice over
import asyncio

async def worker(name, lock):
    try:
        async with lock:
            print(name, "works")
            await asyncio.sleep(1)
    finally:
        print(name, "ends", lock.locked())

async def main():
    lock = asyncio.Lock()
    tasks = [asyncio.create_task(worker(name, lock)) for name in "abc"]
    await asyncio.sleep(0.5)
    tasks[0].cancel()
    await asyncio.sleep(0)
    tasks[1].cancel()
    print(lock)
    await asyncio.wait(tasks)
    print([task.cancelled() for task in tasks], lock)

asyncio.run(main())
