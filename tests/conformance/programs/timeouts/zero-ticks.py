# proves: TMO-02
# How many passes a limit of zero leaves
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def main():
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    before = passes
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
    except TimeoutError:
        print("around sleep(0)", passes - before)
    before = passes
    async with asyncio.timeout(0):
        pass
    print("around nothing", passes - before)
    before = passes
    async with asyncio.timeout(1):
        pass
    print("of one second around nothing", passes - before)
    before = passes
    try:
        async with asyncio.timeout(0):
            while True:
                await asyncio.sleep(0)
    except TimeoutError:
        print("around a busy loop", passes - before)

asyncio.run(main())
