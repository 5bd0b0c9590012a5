# proves: LCK-05
# Bound to the loop in which somebody first waits; uncontended use binds nothing
import asyncio

async def uncontended(lock):
    async with lock:
        print("free everywhere")

async def wait_once(lock):
    await lock.acquire()
    task = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    lock.release()
    await task
    print("bound now")

async def elsewhere(lock):
    try:
        await lock.acquire()
    except RuntimeError as e:
        print(repr(e))
    lock.release()
    await uncontended(lock)

lock = asyncio.Lock()
asyncio.run(uncontended(lock))
asyncio.run(wait_once(lock))
asyncio.run(elsewhere(lock))
