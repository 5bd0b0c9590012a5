# proves: TMO-01 CMP-08
# A limit around a gather: all children are cancelled
import asyncio

log = []

async def job(name, delay):
    try:
        await asyncio.sleep(delay)
        log.append(name + " done")
    except asyncio.CancelledError:
        log.append(name + " cancelled")
        raise

async def main():
    try:
        async with asyncio.timeout(2):
            await asyncio.gather(job("a", 1), job("b", 3), job("c", 4))
    except TimeoutError as e:
        print(repr(e), log)

asyncio.run(main())
