# proves: TGR-05 CMP-08
# A gather in the block of a group whose child fails
import asyncio

async def fails():
    await asyncio.sleep(1)
    raise ValueError("child")

async def slow(name):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            await asyncio.gather(slow("a"), slow("b"))
    except ExceptionGroup as e:
        print(repr(e))

asyncio.run(main())
