# proves: LOP-01
# Tasks that only give turns take turns
import asyncio

async def looper(name, times):
    for i in range(times):
        print(name, i)
        await asyncio.sleep(0)

async def main():
    await asyncio.gather(looper("a", 3), looper("b", 2), looper("c", 4))

asyncio.run(main())
