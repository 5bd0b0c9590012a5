# proves: TGR-03
# An exception of the block: children are cancelled and awaited; always a group
import asyncio

async def child(name):
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(1)
        print(name, "cleaned up")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child("a"))
            await asyncio.sleep(0)
            raise ValueError("block")
    except ExceptionGroup as e:
        print(repr(e))
    try:
        async with asyncio.TaskGroup():
            raise ValueError("alone")
    except ExceptionGroup as e:
        print(repr(e), e.__cause__)

asyncio.run(main())
