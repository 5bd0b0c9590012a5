# proves: TGR-09
# A block that turns its cancellation into another error: both errors are in the group
import asyncio

async def fails():
    await asyncio.sleep(1)
    raise ValueError("child")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                raise KeyError("block")
    except ExceptionGroup as e:
        print(repr(e))

asyncio.run(main())
