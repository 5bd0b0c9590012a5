# proves: LOP-06
# The clock never goes back, and short sleeps end
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    before = loop.time()
    for delay in [1e-2, 1e-4, 1e-6, 1e-8, 1e-10]:
        await asyncio.sleep(delay)
        print(loop.time() >= before, loop.time() < 0.0102)
        before = loop.time()

asyncio.run(main())
