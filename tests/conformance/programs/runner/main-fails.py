# RUN-04: main fails, the leftovers are wound up first, then the exception comes
import asyncio

async def linger():
    try:
        await asyncio.sleep(3600)
    finally:
        print("leftover wound up")

async def main():
    asyncio.create_task(linger())
    await asyncio.sleep(1)
    raise ValueError("main failed")

asyncio.run(main())
