# proves: TGR-11
# Before the block, after it, while it is being wound up: no new tasks, and no warnings
import asyncio

async def nothing():
    pass

async def late(tg):
    try:
        await asyncio.sleep(9)
    finally:
        try:
            tg.create_task(nothing())
        except RuntimeError as e:
            print(repr(e))

async def main():
    tg = asyncio.TaskGroup()
    try:
        tg.create_task(nothing())
    except RuntimeError as e:
        print(repr(e))
    async with tg:
        pass
    try:
        tg.create_task(nothing())
    except RuntimeError as e:
        print(repr(e))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(late(tg))
            await asyncio.sleep(1)
            raise ValueError("block")
    except ExceptionGroup as e:
        print(repr(e))

asyncio.run(main())
