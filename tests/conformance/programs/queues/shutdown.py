# proves: QUE-09 QUE-11
# Shut down: no more puts; gets until it is empty
import asyncio

async def attempt(what, awaitable):
    try:
        print(what, await awaitable)
    except asyncio.QueueShutDown as e:
        print(what, repr(e))

async def main():
    for make in [lambda: asyncio.Queue(), lambda: asyncio.LifoQueue(), lambda: asyncio.PriorityQueue()]:
        q = make()
        q.put_nowait(1)
        q.put_nowait(2)
        q.shutdown()
        q.shutdown()
        await attempt("put", q.put(3))
        try:
            q.put_nowait(3)
        except asyncio.QueueShutDown as e:
            print("put_nowait", repr(e))
        await attempt("get", q.get())
        print(q.get_nowait())
        await attempt("get", q.get())
        try:
            q.get_nowait()
        except asyncio.QueueShutDown as e:
            print("get_nowait", repr(e))

asyncio.run(main())
