# proves: WFR-05
# The inner one finishes in the pass in which the waiter is cancelled
import asyncio

async def main():
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(asyncio.wait_for(fut, 9))
    await asyncio.sleep(1)
    fut.set_result("done")
    task.cancel()
    try:
        print(await task)
    except asyncio.CancelledError as e:
        print(repr(e))
    inner = asyncio.create_task(asyncio.sleep(1, "inner"))
    task = asyncio.create_task(asyncio.wait_for(inner, 9))
    await asyncio.sleep(0.5)
    task.cancel("outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), inner.cancelled())

asyncio.run(main())
