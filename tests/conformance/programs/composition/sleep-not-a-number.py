# proves: CMP-01
# A delay that is no number; a cancelled sleep cancels its timer
import asyncio

async def main():
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(repr(e))
    print(await asyncio.sleep(1, "a"), await asyncio.sleep(0, "b"), await asyncio.sleep(-5, "c"))
    task = asyncio.create_task(asyncio.sleep(100))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    print(asyncio.get_running_loop().time() < 3)

asyncio.run(main())
