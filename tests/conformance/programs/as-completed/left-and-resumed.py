# proves: CMP-25
# Left and taken up again; duplicates once; nothing at all
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    it = asyncio.as_completed([job(3), job(1), job(2)])
    for coro in it:
        print("first loop", await coro)
        break
    async for task in it:
        print("second loop", await task)
    for coro in asyncio.as_completed([]):
        print("never")
    async for task in asyncio.as_completed([]):
        print("never")
    twice = asyncio.create_task(job(1))
    for coro in asyncio.as_completed([twice, twice]):
        print("twice", await coro)

asyncio.run(main())
