# proves: QUE-10
# Immediate with nothing taken: join() is released
import asyncio

async def main():
    q = asyncio.Queue(2)
    q.put_nowait(1)
    q.put_nowait(2)
    joiner = asyncio.create_task(q.join())
    putter = asyncio.create_task(q.put(3))
    await asyncio.sleep(0)
    q.shutdown(immediate=True)
    print(await asyncio.gather(joiner, putter, return_exceptions=True))
    print(q)

asyncio.run(main())
