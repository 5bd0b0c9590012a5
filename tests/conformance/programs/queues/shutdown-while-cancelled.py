# proves: QUE-09 QUE-04 QUE-05
# A getter and a putter that are cancelled in the pass of the shutdown
import asyncio

async def attempt(name, awaitable):
    try:
        await awaitable
        print(name, "done")
    except asyncio.QueueShutDown:
        print(name, "shut down")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def main():
    q = asyncio.Queue(1)
    getters = [asyncio.create_task(attempt(name, q.get())) for name in "ab"]
    await asyncio.sleep(0)
    q.shutdown()
    getters[0].cancel()
    await asyncio.wait(getters)
    full = asyncio.Queue(1)
    full.put_nowait(0)
    putters = [asyncio.create_task(attempt(name, full.put(1))) for name in "cd"]
    await asyncio.sleep(0)
    full.shutdown(immediate=True)
    putters[0].cancel()
    await asyncio.wait(putters)
    print(q, full)

asyncio.run(main())
