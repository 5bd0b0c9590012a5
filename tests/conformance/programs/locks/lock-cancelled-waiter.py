# proves: LCK-03
# A cancelled waiter leaves the line; the others keep their order
import asyncio

async def waiter(name, lock):
    try:
        await lock.acquire()
    except asyncio.CancelledError:
        print(name, "gives up")
        raise
    print(name, "has it")
    lock.release()

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(waiter(name, lock)) for name in "abcd"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    tasks[2].cancel()
    await asyncio.sleep(0)
    print(lock)
    lock.release()
    await asyncio.wait(tasks)
    print(lock)

asyncio.run(main())
