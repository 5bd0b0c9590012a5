# proves: QUE-03
# From put_nowait() to the getter's code: one pass; a ready item costs none
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def getter(q):
    await q.get()
    return passes

async def main():
    asyncio.get_running_loop().call_soon(count)
    q = asyncio.Queue()
    task = asyncio.create_task(getter(q))
    await asyncio.sleep(0)
    before = passes
    q.put_nowait(1)
    print(await task - before)
    before = passes
    await q.put(2)
    await q.get()
    print(passes - before)

asyncio.run(main())
