# proves: MSC-02
# Nothing to run; everybody fails
import asyncio
from asyncio import staggered

async def fails(name):
    raise ValueError(name)

async def main():
    print(await staggered.staggered_race([], 1))
    result, index, exceptions = await staggered.staggered_race([lambda: fails("a"), lambda: fails("b")], 1)
    print(result, index, [repr(e) for e in exceptions])

asyncio.run(main())
