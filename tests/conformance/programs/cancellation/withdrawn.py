# proves: CAN-13 CAN-12
# uncancel() down to none withdraws a request that was not delivered yet
import asyncio

async def job():
    task = asyncio.current_task()
    task.cancel()
    task.cancel()
    print(task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel())
    await asyncio.sleep(1)
    print("not cancelled")
    task.cancel()
    task.cancel()
    task.uncancel()
    await asyncio.sleep(1)
    print("never")

async def main():
    task = asyncio.create_task(job())
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())

asyncio.run(main())
