# proves: QUE-04
# Woken and cancelled with nobody behind it: the item stays
import asyncio

async def main():
    q = asyncio.Queue()
    task = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.put_nowait("item")
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled(), q, await q.get())

asyncio.run(main())
