# proves: LCK-02
# How many passes a lock takes to change hands
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def user(name, lock):
    async with lock:
        print(name, "from pass", passes)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print(name, "to pass", passes)

async def main():
    asyncio.get_running_loop().call_soon(count)
    lock = asyncio.Lock()
    await asyncio.gather(*[user(name, lock) for name in "abc"])
    before = passes
    await lock.acquire()
    task = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    before = passes
    lock.release()
    await task
    print("release to the awaiter of the acquiring task", passes - before)

asyncio.run(main())
