# proves: BAR-02
# One party passes at once; a barrier can be used again; async with gives the index
import asyncio

async def worker(name, barrier):
    for i in range(3):
        async with barrier as position:
            print(name, "round", i, "position", position)

async def main():
    alone = asyncio.Barrier(1)
    print(await alone.wait(), await alone.wait())
    barrier = asyncio.Barrier(2)
    await asyncio.gather(worker("a", barrier), worker("b", barrier))
    print(barrier)

asyncio.run(main())
