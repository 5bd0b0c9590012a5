# CAN-11, CAN-12, CAN-13: requests are counted and can be withdrawn
import asyncio

async def nap(seconds):
    await asyncio.sleep(seconds)
    return "slept"

async def main():
    task = asyncio.create_task(nap(2))
    await asyncio.sleep(0)
    print(task.uncancel(), task.cancelling())
    task.cancel()
    task.cancel()
    print(task.cancelling(), task.uncancel(), task.cancelling())
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling(), task.uncancel(), task.cancelling())
    fresh = asyncio.create_task(nap(2))
    fresh.cancel()
    print(fresh.uncancel())
    print(await fresh)

asyncio.run(main())
