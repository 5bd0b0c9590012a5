# proves: TGR-08 TGR-10
# Both groups fail in one pass: the counts stay right
import asyncio

async def fails(text):
    await asyncio.sleep(1)
    raise ValueError(text)

async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(fails("outer"))
            try:
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(fails("inner"))
            except ExceptionGroup as e:
                print(repr(e), asyncio.current_task().cancelling())
                raise
    except ExceptionGroup as e:
        print(repr(e))
    print(asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    print("no stray cancellation")

asyncio.run(main())
