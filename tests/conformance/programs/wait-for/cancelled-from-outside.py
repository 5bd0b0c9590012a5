# WFR-05: whoever waits is cancelled
import asyncio

async def slow():
    try:
        await asyncio.sleep(9)
    finally:
        print("inner wound up")

async def main():
    task = asyncio.create_task(asyncio.wait_for(slow(), 5))
    await asyncio.sleep(1)
    task.cancel("not needed")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelled())
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(asyncio.wait_for(fut, 5))
    await asyncio.sleep(1)
    fut.set_result("mail")
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
