# proves: CAN-01 CAN-03
# How many passes a cancellation takes, one more for each task between
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def leaf():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print("inside", passes - before)
        raise

async def level(n):
    if n == 0:
        await leaf()
    else:
        await asyncio.create_task(level(n - 1))

before = 0

async def main():
    global before
    asyncio.get_running_loop().call_soon(count)
    for n in range(4):
        task = asyncio.create_task(level(n))
        for _ in range(n + 2):
            await asyncio.sleep(0)
        before = passes
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("levels", n, "awaiter", passes - before)

asyncio.run(main())
