# proves: BAR-03
# Those who arrive while a round leaves wait for the next one
import asyncio

async def party(name, barrier):
    index = await barrier.wait()
    print(name, index, barrier)

async def main():
    barrier = asyncio.Barrier(2)
    tasks = [asyncio.create_task(party(name, barrier)) for name in "abcde"]
    await asyncio.sleep(1)
    print(barrier, [task.done() for task in tasks])
    await party("f", barrier)
    await asyncio.gather(*tasks)

asyncio.run(main())
