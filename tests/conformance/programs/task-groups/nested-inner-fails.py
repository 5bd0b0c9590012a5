# proves: TGR-08
# The inner group's failure is wrapped by the outer one
import asyncio

async def fails(text):
    await asyncio.sleep(1)
    raise ValueError(text)

async def other():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print("outer child cancelled")
        raise

async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(other())
            async with asyncio.TaskGroup() as inner:
                inner.create_task(fails("inner"))
    except ExceptionGroup as e:
        print(repr(e))
    print(asyncio.current_task().cancelling())

asyncio.run(main())
