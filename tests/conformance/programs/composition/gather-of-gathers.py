# proves: CMP-02 CMP-08
# Gathers in a gather: results, and one cancellation for all
import asyncio

async def job(n):
    await asyncio.sleep(n)
    return n

async def main():
    print(await asyncio.gather(asyncio.gather(job(2), job(1)), job(0), asyncio.gather()))
    inner = asyncio.gather(job(5), job(6))
    outer = asyncio.gather(inner, job(7))
    await asyncio.sleep(1)
    print(outer.cancel("all"))
    try:
        await outer
    except asyncio.CancelledError as e:
        print(repr(e), inner.cancelled(), outer.cancelled())

asyncio.run(main())
