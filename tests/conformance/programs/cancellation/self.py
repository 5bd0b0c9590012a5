# CAN-05, CAN-06: cancelling oneself
import asyncio

async def and_returns():
    asyncio.current_task().cancel()
    print("still running")
    return "lost"

async def and_awaits(other):
    asyncio.current_task().cancel()
    try:
        await other
    except asyncio.CancelledError:
        print("at the await; the other:", other.cancelling(), other.cancelled())
        raise

async def main():
    task = asyncio.create_task(and_returns())
    await asyncio.wait([task])
    print(task.cancelled())
    other = asyncio.create_task(asyncio.sleep(9))
    await asyncio.sleep(0)
    task = asyncio.create_task(and_awaits(other))
    await asyncio.wait([task])
    print(task.cancelled(), other.cancelled())

asyncio.run(main())
