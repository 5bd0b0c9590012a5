# proves: LCK-01
# Acquiring, releasing, what a lock refuses
import asyncio

async def main():
    lock = asyncio.Lock()
    print(lock.locked(), await lock.acquire(), lock.locked())
    lock.release()
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print(repr(e))
    try:
        await lock
    except TypeError as e:
        print(type(e).__name__)
    async with lock as value:
        print(value, lock.locked())
    print(lock.locked())
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError as e:
        print(repr(e), lock.locked())

asyncio.run(main())
