# proves: QUE-10 QUE-11
# Immediate: what is left is dropped and counts as done
import asyncio

async def joiner(q):
    await q.join()
    print("joined")

async def main():
    for make in [lambda: asyncio.Queue(), lambda: asyncio.LifoQueue(), lambda: asyncio.PriorityQueue()]:
        q = make()
        for i in range(3):
            q.put_nowait(i)
        q.get_nowait()
        task = asyncio.create_task(joiner(q))
        await asyncio.sleep(0)
        q.shutdown(immediate=True)
        print(q, q.empty())
        await asyncio.sleep(1)
        print(task.done())
        q.task_done()
        await task
        try:
            await q.get()
        except asyncio.QueueShutDown as e:
            print(repr(e))
        q.shutdown(immediate=True)

asyncio.run(main())
