# proves: QUE-07
# join() waits until everything that was put is done
import asyncio

async def worker(name, q):
    while True:
        item = await q.get()
        await asyncio.sleep(item)
        print(name, item)
        q.task_done()

async def main():
    q = asyncio.Queue()
    await q.join()
    print("nothing to wait for")
    try:
        q.task_done()
    except ValueError as e:
        print(repr(e))
    for item in [3, 1, 2]:
        q.put_nowait(item)
    tasks = [asyncio.create_task(worker(name, q)) for name in "ab"]
    await q.join()
    print("all done", q)
    try:
        q.task_done()
    except ValueError as e:
        print(repr(e))
    for task in tasks:
        task.cancel()

asyncio.run(main())
