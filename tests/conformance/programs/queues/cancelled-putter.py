# proves: QUE-04
# A putter cancelled while it waits, and one cancelled after it was told of room
import asyncio

async def putter(name, q):
    try:
        await q.put(name)
        print(name, "is in")
    except asyncio.CancelledError:
        print(name, "gives up")
        raise

async def main():
    q = asyncio.Queue(1)
    q.put_nowait("first")
    tasks = [asyncio.create_task(putter(name, q)) for name in "abc"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.sleep(0)
    print(q)
    print(q.get_nowait())
    tasks[1].cancel()
    await asyncio.wait(tasks)
    print(q, [task.cancelled() for task in tasks])

asyncio.run(main())
