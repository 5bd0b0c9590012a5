# CAN-03, CAN-20: what a task waits for is cancelled at once, down the whole chain; handlers run from the inside out
import asyncio

async def level(name, below):
    try:
        await below
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "finally")

async def main():
    fut = asyncio.get_running_loop().create_future()
    inner = asyncio.create_task(level("inner", level("innermost", fut)))
    outer = asyncio.create_task(level("outer", inner))
    await asyncio.sleep(1)
    outer.cancel()
    print(fut, inner.cancelling(), outer.cancelling(), inner.done())
    await asyncio.sleep(0)
    print(inner.done(), outer.done())
    await asyncio.sleep(0)
    print(inner.done(), outer.done())

asyncio.run(main())
