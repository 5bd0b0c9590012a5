# proves: TGR-08
# The outer child's failure cancels the inner block without wrapping
import asyncio

async def fails(text):
    await asyncio.sleep(1)
    raise ValueError(text)

async def inner_child():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print("inner child cancelled")
        raise

async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(fails("outer"))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(inner_child())
            print("never")
    except ExceptionGroup as e:
        print(repr(e))
    print(asyncio.current_task().cancelling())

asyncio.run(main())
