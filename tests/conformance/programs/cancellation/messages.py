# CAN-16: whose message arrives where
import asyncio

async def leaf():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("leaf", repr(e))
        raise

async def branch(task):
    try:
        await task
    except asyncio.CancelledError as e:
        print("branch", repr(e))
        raise

async def main():
    inner = asyncio.create_task(leaf())
    outer = asyncio.create_task(branch(inner))
    await asyncio.sleep(1)
    outer.cancel("first")
    outer.cancel("second")
    for _ in range(2):
        try:
            await outer
        except asyncio.CancelledError as e:
            print("main", repr(e))
    try:
        await inner
    except asyncio.CancelledError as e:
        print("main, of inner", repr(e))

asyncio.run(main())
