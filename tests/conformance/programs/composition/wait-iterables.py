# proves: CMP-18
# Any iterable, also a generator; duplicates once; the given order
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    tasks = [asyncio.create_task(job(n)) for n in range(3)]
    done, pending = await asyncio.wait((task for task in tasks), timeout=1.5)
    print(len(done), len(pending))
    print([task in done for task in tasks])
    done, pending = await asyncio.wait([tasks[2], tasks[2], tasks[0]])
    print(len(done), len(pending))

asyncio.run(main())
