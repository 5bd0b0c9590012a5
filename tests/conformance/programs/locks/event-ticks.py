# proves: EVT-01
# From set() to the waiter's code: one pass
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def waiter(event):
    await event.wait()
    return passes

async def main():
    asyncio.get_running_loop().call_soon(count)
    event = asyncio.Event()
    task = asyncio.create_task(waiter(event))
    await asyncio.sleep(0)
    before = passes
    event.set()
    print(await task - before)

asyncio.run(main())
