# proves: TMO-08 CAN-14
# A limit inside the clean-up after a swallowed cancellation still works
import asyncio

async def body():
    task = asyncio.current_task()
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print("count at entry", task.cancelling())
        try:
            async with asyncio.timeout(1):
                await asyncio.sleep(9)
        except TimeoutError as e:
            print(repr(e), task.cancelling())
    return "done"

async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    task.cancel()
    print(await task, task.cancelling())

asyncio.run(main())
