# proves: TMO-08
# The wart: a request to cancel that is still on its way, and a limit of zero
import asyncio

async def body():
    task = asyncio.current_task()
    task.cancel()
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
    except TimeoutError as e:
        print(repr(e), task.cancelling())
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelling())

async def main():
    task = asyncio.create_task(body())
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
