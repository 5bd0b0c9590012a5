# proves: QUE-01 QUE-02
# Zero, negative and fractional sizes; what the queue refuses
import asyncio

async def fill(maxsize):
    q = asyncio.Queue(maxsize=maxsize)
    n = 0
    try:
        while n < 5:
            q.put_nowait(n)
            n += 1
    except asyncio.QueueFull as e:
        print(repr(e))
    print(n, "fit", q.full(), q.qsize())
    for _ in range(n):
        q.get_nowait()
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print(repr(e))

async def main():
    for maxsize in [0, -1, 1, 3, 1.5, 0.3]:
        await fill(maxsize)

asyncio.run(main())
