# proves: TMO-01
# A body that swallows the cancellation: no TimeoutError, but it did expire
import asyncio

async def main():
    async with asyncio.timeout(1) as cm:
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            print("swallowed")
        await asyncio.sleep(1)
        print("goes on")
    print(cm.expired(), asyncio.current_task().cancelling())

asyncio.run(main())
