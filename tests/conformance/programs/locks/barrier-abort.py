# proves: BAR-06
# Aborted: whoever waits or arrives is sent away, until a reset
import asyncio

async def party(name, barrier):
    try:
        print(name, await barrier.wait())
    except asyncio.BrokenBarrierError as e:
        print(name, repr(e))

async def main():
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(party(name, barrier)) for name in "ab"]
    await asyncio.sleep(0)
    await barrier.abort()
    print(barrier.broken, barrier.n_waiting, barrier)
    await asyncio.gather(*tasks)
    await party("late", barrier)
    await barrier.reset()
    print(barrier.broken, barrier)
    await asyncio.gather(*[party(name, barrier) for name in "cde"])
    print(isinstance(asyncio.BrokenBarrierError(), RuntimeError))

asyncio.run(main())
