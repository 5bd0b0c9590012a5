# proves: SEM-04
# Every waiter cancelled after being woken: all permits come back
import asyncio

async def main():
    sem = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(sem.acquire()) for _ in range(3)]
    await asyncio.sleep(0)
    for _ in range(3):
        sem.release()
    for task in tasks:
        task.cancel()
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(sem)
    for _ in range(3):
        await sem.acquire()
    print(sem)

asyncio.run(main())
