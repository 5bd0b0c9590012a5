# proves: SEM-03
# Newcomers that queue up while a woken waiter has not run yet get the permits that are left
import asyncio

async def user(name, sem):
    await sem.acquire()
    print(name)

async def main():
    sem = asyncio.Semaphore(0)
    first = asyncio.create_task(user("first", sem))
    await asyncio.sleep(0)
    sem.release()
    sem.release()
    sem.release()
    others = [asyncio.create_task(user(name, sem)) for name in ["second", "third"]]
    await asyncio.gather(first, *others)
    print(sem)

asyncio.run(main())
