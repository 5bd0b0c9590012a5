# CAN-07, CAN-08: cancelling the future that a task waits for
import asyncio

async def wait_for_mail(fut):
    try:
        await fut
    except asyncio.CancelledError as e:
        print("in the task:", repr(e), asyncio.current_task().cancelling())
        raise

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    task = asyncio.create_task(wait_for_mail(fut))
    await asyncio.sleep(0)
    fut.cancel("no post today")
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())
    both = loop.create_future()
    task = asyncio.create_task(wait_for_mail(both))
    await asyncio.sleep(0)
    print(both.cancel("first"), task.cancel("second"))
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())

asyncio.run(main())
