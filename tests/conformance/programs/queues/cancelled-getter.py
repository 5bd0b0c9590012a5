# proves: QUE-04 QUE-05
# A getter cancelled while it waits, and one cancelled after it was woken
import asyncio

async def getter(name, q):
    try:
        print(name, await q.get())
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise

async def main():
    q = asyncio.Queue()
    tasks = [asyncio.create_task(getter(name, q)) for name in "abc"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.sleep(0)
    print(q)
    q.put_nowait("item")
    tasks[1].cancel("too late")
    await asyncio.wait([tasks[2]])
    print([task.cancelled() for task in tasks], q)

asyncio.run(main())
