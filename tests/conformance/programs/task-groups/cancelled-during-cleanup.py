# proves: TGR-06
# The child's failure first, the cancellation while siblings clean up
import asyncio

async def fails():
    raise ValueError("fails")

async def slow():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(2)
        print("cleaned up")

async def body():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow())
            await asyncio.sleep(0)
            tg.create_task(fails())
    except ExceptionGroup as e:
        print(repr(e), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        print("cancelled after all")

async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    task.cancel()
    await task
    print(task.cancelling())

asyncio.run(main())
