# CAN-01, CAN-02, CAN-11: cancel() asks; the error comes in a later pass
import asyncio

async def nap():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("inside:", repr(e), asyncio.current_task().cancelling())
        raise

async def main():
    task = asyncio.create_task(nap())
    await asyncio.sleep(1)
    print(task.cancelling(), task.cancel(), task.cancelling(), task.done(), task.cancelled())
    print(task.cancel(), task.cancelling())
    await asyncio.sleep(0)
    print(task.done(), task.cancelled())
    print(task.cancel(), task.cancelling())

asyncio.run(main())
