# proves: TGR-06
# Errors during the clean-up win over the cancellation, which the next await sees
import asyncio

async def child():
    try:
        await asyncio.sleep(9)
    finally:
        raise ValueError("in clean-up")

async def body():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            await asyncio.sleep(9)
    except ExceptionGroup as e:
        print(repr(e), asyncio.current_task().cancelling())
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        print("the next await", repr(e))
        raise

async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())

asyncio.run(main())
