# proves: QUE-04
# get() under a time limit, again and again: nothing is lost
import asyncio

async def producer(q):
    for i in range(4):
        await asyncio.sleep(2)
        await q.put(i)

async def main():
    q = asyncio.Queue()
    task = asyncio.create_task(producer(q))
    got = []
    misses = 0
    while len(got) < 4:
        try:
            got.append(await asyncio.wait_for(q.get(), 0.75))
        except TimeoutError:
            misses += 1
    print(got, misses, q)
    await task

asyncio.run(main())
