# proves: MSC-02
# The first that returns wins; the others are cancelled
import asyncio
from asyncio import staggered

async def job(name, delay):
    try:
        print(name, "starts")
        await asyncio.sleep(delay)
        return name
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def main():
    result, index, exceptions = await staggered.staggered_race([lambda: job("a", 5), lambda: job("b", 1), lambda: job("c", 9)], 1.5)
    print(result, index, [repr(e) for e in exceptions])

asyncio.run(main())
