# proves: MSC-02
# How many passes a race costs
import asyncio
from asyncio import staggered

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def immediate(name):
    return name

async def fails():
    raise ValueError("no")

async def main():
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    before = passes
    await staggered.staggered_race([lambda: immediate("a"), lambda: immediate("b")], None)
    print(passes - before)
    before = passes
    await staggered.staggered_race([lambda: fails(), lambda: immediate("b")], None)
    print(passes - before)

asyncio.run(main())
