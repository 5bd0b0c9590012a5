# proves: QUE-09
# After a shutdown join() still waits for what was taken
import asyncio

async def worker(q):
    try:
        while True:
            item = await q.get()
            await asyncio.sleep(1)
            print("did", item)
            q.task_done()
    except asyncio.QueueShutDown:
        print("worker ends")

async def main():
    q = asyncio.Queue()
    for i in range(3):
        q.put_nowait(i)
    task = asyncio.create_task(worker(q))
    await asyncio.sleep(0.5)
    q.shutdown()
    await q.join()
    print("joined", q)
    await task

asyncio.run(main())
