# proves: QUE-09
# Those that wait when the queue is shut down
import asyncio

async def attempt(name, awaitable):
    try:
        print(name, await awaitable)
    except asyncio.QueueShutDown:
        print(name, "shut down")

async def main():
    q = asyncio.Queue(1)
    getters = [asyncio.create_task(attempt(name, q.get())) for name in "ab"]
    await asyncio.sleep(0)
    q.put_nowait("item")
    q.shutdown()
    await asyncio.gather(*getters)
    q = asyncio.Queue(1)
    q.put_nowait("item")
    putters = [asyncio.create_task(attempt(name, q.put(name))) for name in "cd"]
    await asyncio.sleep(0)
    q.shutdown()
    await asyncio.gather(*putters)
    print(q)

asyncio.run(main())
