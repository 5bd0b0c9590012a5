# proves: FUT-30 CAN-19
# The sleeper is cancelled in the pass in which its timer is due: its result is dropped
import asyncio

async def sleeper():
    try:
        print(await asyncio.sleep(1, "slept"))
    except asyncio.CancelledError:
        print("cancelled")
        raise

async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(sleeper())
    loop.call_later(1, task.cancel)
    await asyncio.sleep(0)
    loop.call_later(1, task.cancel)
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())

asyncio.run(main())
