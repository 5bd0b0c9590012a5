# proves: TGR-09 TGR-10
# A block that swallows its cancellation and goes on: the error still comes at its end
import asyncio

async def fails():
    await asyncio.sleep(1)
    raise ValueError("child")

async def main():
    task = asyncio.current_task()
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                print("swallowed", task.cancelling())
            await asyncio.sleep(1)
            print("block ends")
    except ExceptionGroup as e:
        print(repr(e), task.cancelling())

asyncio.run(main())
