# proves: TMO-07
# Expired, and cancelled from outside while the body cleans up
import asyncio

async def body():
    async with asyncio.timeout(1):
        try:
            await asyncio.sleep(9)
        finally:
            await asyncio.sleep(2)

async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(2)
    task.cancel("outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelling())

asyncio.run(main())
