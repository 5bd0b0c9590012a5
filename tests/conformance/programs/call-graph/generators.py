# proves: GRA-03 GRA-02
# Async generators are frames; timeout blocks add none
import asyncio

def names():
    return [entry.frame.f_code.co_qualname for entry in asyncio.capture_call_graph(depth=2).call_stack]

async def numbers():
    print(names())
    yield 1

async def consumer():
    async for n in numbers():
        print(n)

async def limited():
    async with asyncio.timeout(1):
        print(names())

async def main():
    await consumer()
    await limited()

asyncio.run(main())
