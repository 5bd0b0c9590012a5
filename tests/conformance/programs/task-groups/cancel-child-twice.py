# proves: TGR-04 CAN-11
# A child cancelled again in its clean-up, by the group's abort
import asyncio

async def child():
    for i in range(2):
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError as e:
            print(i, repr(e), asyncio.current_task().cancelling())
    return "stubborn"

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            task = tg.create_task(child())
            await asyncio.sleep(1)
            task.cancel("first")
            await asyncio.sleep(1)
            raise ValueError("block")
    except ExceptionGroup as e:
        print(repr(e), task.result())

asyncio.run(main())
