# proves: TGR-17
# Cancelled before the block: it is left at its first await
import asyncio

async def main():
    tg = asyncio.TaskGroup()
    tg.cancel()
    async with tg:
        print("begins")
        await asyncio.sleep(0)
        print("never")
    print("left", asyncio.current_task().cancelling())
    tg = asyncio.TaskGroup()
    tg.cancel()
    async with tg:
        print("no await")
    await asyncio.sleep(0)
    print("no stray cancellation")

asyncio.run(main())
