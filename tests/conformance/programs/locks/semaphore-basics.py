# proves: SEM-01
# Permits; what a semaphore refuses
import asyncio

async def main():
    for value in [-1, -5]:
        try:
            asyncio.Semaphore(value)
        except ValueError as e:
            print(repr(e))
    sem = asyncio.Semaphore(0)
    print(sem.locked())
    sem.release()
    print(sem.locked(), await sem.acquire(), sem.locked())
    sem.release()
    sem.release()
    print(sem)
    bounded = asyncio.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as e:
        print(repr(e))
    async with bounded as value:
        print(value, bounded.locked())
    print(bounded.locked())
    print(asyncio.Semaphore(value=3))

asyncio.run(main())
