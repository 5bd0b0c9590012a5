# proves: CMP-22
# Everything done already: no time passes
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    futs = [loop.create_future() for _ in range(2)]
    for fut in futs:
        fut.set_result(1)
    done, pending = await asyncio.wait(futs, timeout=10)
    print(len(done), len(pending), f"{loop.time():g}")
    pending_one = loop.create_future()
    done, pending = await asyncio.wait([futs[0], pending_one], return_when=asyncio.FIRST_COMPLETED, timeout=10)
    print(len(done), len(pending), f"{loop.time():g}")

asyncio.run(main())
