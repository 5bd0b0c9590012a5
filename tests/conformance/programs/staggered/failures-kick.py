# proves: MSC-02
# A failure starts the next one at once; without delay they run one after the other
import asyncio
from asyncio import staggered

async def fails(name, delay):
    await asyncio.sleep(delay)
    print(name, "fails")
    raise ValueError(name)

async def succeeds(name, delay):
    await asyncio.sleep(delay)
    return name

async def main():
    loop = asyncio.get_running_loop()
    for delay in [10, None]:
        result, index, exceptions = await staggered.staggered_race([lambda: fails("a", 1), lambda: fails("b", 2), lambda: succeeds("c", 1)], delay)
        print(result, index, [repr(e) for e in exceptions], f"{loop.time():g}")

asyncio.run(main())
