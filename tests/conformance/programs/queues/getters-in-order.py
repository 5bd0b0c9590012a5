# proves: QUE-03
# One getter for each item, in order
import asyncio

async def getter(name, q):
    print(name, await q.get())

async def main():
    q = asyncio.Queue()
    tasks = [asyncio.create_task(getter(name, q)) for name in "abcd"]
    await asyncio.sleep(0)
    q.put_nowait(1)
    q.put_nowait(2)
    print(q)
    await asyncio.sleep(1)
    print([task.done() for task in tasks])
    await q.put(3)
    await q.put(4)
    await asyncio.gather(*tasks)

asyncio.run(main())
