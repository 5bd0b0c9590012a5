# proves: LCK-05 QUE-02
# A queue is bound to the loop in which somebody first waits
import asyncio

async def first(q):
    try:
        await asyncio.wait_for(q.get(), 1)
    except TimeoutError:
        print("waited")

async def second(q):
    try:
        await q.get()
    except RuntimeError as e:
        print(repr(e))
    q.put_nowait(1)
    print(await q.get())

q = asyncio.Queue()
asyncio.run(first(q))
asyncio.run(second(q))
