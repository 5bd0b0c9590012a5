# proves: QUE-03 QUE-04
# An item goes to whoever asks first after it came; the woken getter waits on
import asyncio

async def getter(name, q):
    print(name, await q.get())

async def main():
    q = asyncio.Queue()
    a = asyncio.create_task(getter("a", q))
    await asyncio.sleep(0)
    q.put_nowait("x")
    print("main takes", q.get_nowait())
    await asyncio.sleep(1)
    print(a.done(), q)
    q.put_nowait("y")
    await a

asyncio.run(main())
