# proves: LCK-02
# Waiters are served in order; a newcomer never overtakes one
import asyncio

async def user(name, lock):
    async with lock:
        print(name, "has it")
        await asyncio.sleep(0)
    print(name, "gave it back")

async def newcomer(lock):
    await lock.acquire()
    print("newcomer has it")
    lock.release()

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(user(name, lock)) for name in "abc"]
    await asyncio.sleep(0)
    print(lock)
    lock.release()
    print("free, but promised", lock.locked())
    await newcomer(lock)
    await asyncio.gather(*tasks)

asyncio.run(main())
