# proves: BAR-05
# Reset while it fills: those that wait are sent away, and it can be used again
import asyncio

async def party(name, barrier):
    try:
        print(name, await barrier.wait())
    except asyncio.BrokenBarrierError as e:
        print(name, repr(e), barrier)

async def main():
    barrier = asyncio.Barrier(3)
    await barrier.reset()
    print(barrier)
    tasks = [asyncio.create_task(party(name, barrier)) for name in "ab"]
    await asyncio.sleep(0)
    await barrier.reset()
    print(barrier, barrier.broken)
    await asyncio.gather(*tasks)
    await asyncio.gather(*[party(name, barrier) for name in "cde"])

asyncio.run(main())
