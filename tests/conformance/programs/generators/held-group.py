# proves: AGN-05 AGN-02
# A generator that holds a lock is closed in order
import asyncio

lock = asyncio.Lock()

async def guarded():
    await lock.acquire()
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(1)
        lock.release()

async def main():
    gen = guarded()
    print(await anext(gen), lock.locked())
    await gen.aclose()
    print(lock.locked())

asyncio.run(main())
