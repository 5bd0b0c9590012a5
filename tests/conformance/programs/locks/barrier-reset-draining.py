# proves: BAR-05 BAR-03
# Reset while a round leaves: those still inside are sent away, newcomers are not
import asyncio

async def party(name, barrier):
    try:
        print(name, await barrier.wait())
    except asyncio.BrokenBarrierError as e:
        print(name, repr(e))

async def resetter(barrier):
    await asyncio.sleep(1)
    last = asyncio.create_task(party("last", barrier))
    reset = asyncio.create_task(barrier.reset())
    new = asyncio.create_task(party("new", barrier))
    await asyncio.wait([last, reset])
    print(barrier.broken)
    return new

async def main():
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(party(name, barrier)) for name in "ab"]
    new = await resetter(barrier)
    await asyncio.gather(*tasks)
    print(barrier, new.done())
    await asyncio.gather(party("x", barrier), party("y", barrier), new)

asyncio.run(main())
