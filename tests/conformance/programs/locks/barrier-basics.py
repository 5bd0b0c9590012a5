# proves: BAR-01
# The last one to arrive goes first, the others follow in order; every index once
import asyncio

async def party(name, barrier):
    index = await barrier.wait()
    print(name, index)

async def main():
    for n in [0, -1]:
        try:
            asyncio.Barrier(n)
        except ValueError as e:
            print(repr(e))
    barrier = asyncio.Barrier(4)
    print(barrier.parties, barrier.n_waiting, barrier.broken)
    tasks = [asyncio.create_task(party(name, barrier)) for name in "abc"]
    await asyncio.sleep(1)
    print(barrier.n_waiting, barrier)
    await party("last", barrier)
    await asyncio.gather(*tasks)
    print(barrier)

asyncio.run(main())
