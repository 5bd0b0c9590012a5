# proves: TGR-07
# SystemExit in the block: bare, after the children were wound up
import asyncio

async def child(name):
    try:
        await asyncio.sleep(9)
    finally:
        print(name, "cleaned up")

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("a"))
        await asyncio.sleep(0)
        raise SystemExit(3)

asyncio.run(main())
