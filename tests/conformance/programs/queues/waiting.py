# proves: QUE-02
# get() waits for an item, put() for room
import asyncio

async def main():
    q = asyncio.Queue(1)
    getter = asyncio.create_task(q.get())
    await asyncio.sleep(1)
    print(getter.done(), q)
    await q.put("first")
    print(await getter)
    await q.put("second")
    putter = asyncio.create_task(q.put("third"))
    await asyncio.sleep(1)
    print(putter.done(), q)
    print(await q.get(), await q.get(), await putter, q)

asyncio.run(main())
