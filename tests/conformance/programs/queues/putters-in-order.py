# proves: QUE-03
# One putter for each free place, in order
import asyncio

async def putter(name, q):
    await q.put(name)
    print(name, "is in")

async def main():
    q = asyncio.Queue(2)
    tasks = [asyncio.create_task(putter(name, q)) for name in "abcdef"]
    await asyncio.sleep(1)
    print(q)
    print(q.get_nowait(), q.get_nowait())
    await asyncio.sleep(1)
    print(q)
    got = []
    for _ in range(4):
        got.append(await q.get())
    print(got)
    await asyncio.gather(*tasks)

asyncio.run(main())
