# proves: SEM-02 SEM-04
# A limit on how many children work at once; one fails, the rest are sent home
import asyncio

active = 0
most = 0

async def worker(n, sem):
    global active, most
    async with sem:
        active += 1
        most = max(most, active)
        await asyncio.sleep(1)
        active -= 1
        if n == 4:
            raise ValueError(n)
        print("worker", n)

async def main():
    sem = asyncio.Semaphore(2)
    try:
        async with asyncio.TaskGroup() as tg:
            for n in range(8):
                tg.create_task(worker(n, sem))
    except ExceptionGroup as e:
        print(repr(e), most, sem)

asyncio.run(main())
