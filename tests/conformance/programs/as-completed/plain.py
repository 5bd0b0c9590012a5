# proves: CMP-23
# Plain iteration: the k-th that is awaited gives the k-th to be done
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    for coro in asyncio.as_completed([job(3), job(1), job(2)]):
        print(await coro)
    coros = list(asyncio.as_completed([job(3), job(1), job(2)]))
    print(await coros[2], await coros[0], await coros[1])
    print(await asyncio.gather(*asyncio.as_completed([job(3), job(1), job(2)])))

asyncio.run(main())
