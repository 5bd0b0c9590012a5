# proves: TGR-18
# A cancellation from outside during the clean-up after cancel() is not swallowed
import asyncio

async def slow():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(2)

async def in_block():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(slow())
        await asyncio.sleep(0)
        tg.cancel()

async def limited():
    async with asyncio.timeout(1):
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow())
            await asyncio.sleep(0.5)
            tg.cancel()
    print("never")

async def main():
    task = asyncio.create_task(in_block())
    await asyncio.sleep(1)
    task.cancel("from outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelled())
    try:
        await limited()
    except TimeoutError as e:
        print(repr(e), asyncio.current_task().cancelling())

asyncio.run(main())
