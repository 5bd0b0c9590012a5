# proves: BAR-04
# A cancelled waiter is not counted any more
import asyncio

async def main():
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(barrier.wait()) for _ in range(2)]
    await asyncio.sleep(0)
    print(barrier.n_waiting)
    tasks[0].cancel()
    await asyncio.wait([tasks[0]])
    print(barrier.n_waiting, tasks[0].cancelled())
    more = [asyncio.create_task(barrier.wait()) for _ in range(2)]
    print(await asyncio.gather(tasks[1], *more))
    print(barrier)

asyncio.run(main())
