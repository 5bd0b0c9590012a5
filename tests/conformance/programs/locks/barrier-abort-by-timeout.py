# proves: BAR-06 BAR-04
# One party runs out of patience and breaks the barrier for all
import asyncio

async def party(name, barrier, delay):
    try:
        async with asyncio.timeout(delay):
            await barrier.wait()
    except TimeoutError:
        print(name, "aborts")
        await barrier.abort()
    except asyncio.BrokenBarrierError:
        print(name, "finds it broken")

async def main():
    barrier = asyncio.Barrier(3)
    await asyncio.gather(party("a", barrier, 5), party("b", barrier, 2))
    print(barrier)

asyncio.run(main())
