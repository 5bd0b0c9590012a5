# proves: TGR-06 TGR-10
# A failing child and a cancellation from outside in one pass
import asyncio

async def child():
    await asyncio.sleep(1)
    raise ValueError("child")

async def body():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            await asyncio.sleep(9)
    except ExceptionGroup as e:
        print(repr(e), asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    print("never")

async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    task.cancel("outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))

asyncio.run(main())
