# proves: SEM-02
# A permit given back goes to the first in line; newcomers see a locked semaphore
import asyncio

async def user(name, sem):
    async with sem:
        print(name, "in", sem.locked())
        await asyncio.sleep(1)
    print(name, "out")

async def main():
    sem = asyncio.Semaphore(2)
    tasks = [asyncio.create_task(user(name, sem)) for name in "abcde"]
    await asyncio.sleep(0.5)
    print(sem)
    await asyncio.gather(*tasks)
    print(sem)
    await sem.acquire()
    await sem.acquire()
    task = asyncio.create_task(user("late", sem))
    await asyncio.sleep(0)
    sem.release()
    print("promised", sem.locked())
    await sem.acquire()
    print("main has it", task.done())
    sem.release()
    sem.release()
    await task

asyncio.run(main())
