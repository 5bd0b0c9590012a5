# proves: QUE-01 QUE-11
# First in first out, last in first out, smallest first
import asyncio

async def main():
    for make in [lambda: asyncio.Queue(), lambda: asyncio.LifoQueue(), lambda: asyncio.PriorityQueue()]:
        q = make()
        for n in [3, 1, 4, 1, 5, 9, 2, 6]:
            q.put_nowait(n)
        print(type(q).__name__, q.qsize(), q.empty(), q.full(), q.maxsize)
        got = []
        while not q.empty():
            got.append(await q.get())
        print(got)

asyncio.run(main())
