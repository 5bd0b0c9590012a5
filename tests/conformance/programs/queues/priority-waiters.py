# proves: QUE-11 QUE-03
# A getter that waits gets what came first, even if something smaller follows
import asyncio

async def getter(name, q):
    print(name, await q.get())

async def main():
    q = asyncio.PriorityQueue()
    tasks = [asyncio.create_task(getter(name, q)) for name in "ab"]
    await asyncio.sleep(0)
    for n in [5, 3, 4, 1]:
        q.put_nowait(n)
    await asyncio.gather(*tasks)
    print(q.qsize(), await q.get(), await q.get())

asyncio.run(main())
