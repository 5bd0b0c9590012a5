# proves: CMP-23
# How many passes it costs over two immediate coroutines
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def immediate(n):
    return n

async def main():
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    before = passes
    for coro in asyncio.as_completed([immediate(1), immediate(2)]):
        await coro
    print(passes - before)
    before = passes
    async for task in asyncio.as_completed([immediate(1), immediate(2)]):
        task.result()
    print(passes - before)

asyncio.run(main())
