# proves: TGR-02
# A failing child cancels its siblings and the block; the errors come as a group
import asyncio

async def fails(delay, text):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(text, "cancelled")
        raise
    raise ValueError(text)

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails(1, "a"))
            tg.create_task(fails(2, "b"))
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                print("block", repr(e))
                raise
            print("never")
    except ExceptionGroup as e:
        print(repr(e), str(e))
        print(asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    print("goes on")

asyncio.run(main())
