# proves: SEM-03
# Several releases in one step wake several waiters, in order
import asyncio

async def user(name, sem):
    await sem.acquire()
    print(name)

async def main():
    sem = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(user(name, sem)) for name in "abcd"]
    await asyncio.sleep(0)
    sem.release()
    sem.release()
    sem.release()
    print(sem)
    await asyncio.sleep(1)
    print(sem)
    sem.release()
    sem.release()
    await asyncio.gather(*tasks)
    print(sem)

asyncio.run(main())
