# proves: SEM-04
# A cancelled waiter keeps no permit, before or after it was woken
import asyncio

async def user(name, sem):
    try:
        await sem.acquire()
        print(name, "has one")
    except asyncio.CancelledError:
        print(name, "gives up", sem)
        raise

async def main():
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    a = asyncio.create_task(user("a", sem))
    b = asyncio.create_task(user("b", sem))
    c = asyncio.create_task(user("c", sem))
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    sem.release()
    b.cancel()
    await asyncio.wait([a, b, c])
    print(sem)
    sem.release()
    print(sem)

asyncio.run(main())
