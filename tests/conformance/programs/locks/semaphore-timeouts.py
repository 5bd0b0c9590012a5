# proves: SEM-04 SEM-02
# Waiters that time out, next to one that stays
import asyncio

async def impatient(name, sem, delay):
    try:
        await asyncio.wait_for(sem.acquire(), delay)
        print(name, "has one")
    except TimeoutError:
        print(name, "went away")

async def main():
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    tasks = [asyncio.create_task(impatient(n, sem, d)) for n, d in [("a", 1), ("b", 5), ("c", 2), ("d", 9)]]
    await asyncio.sleep(3)
    print(sem)
    sem.release()
    await asyncio.sleep(1)
    sem.release()
    await asyncio.gather(*tasks)
    print(sem)

asyncio.run(main())
