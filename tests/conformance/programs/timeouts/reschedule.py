# proves: TMO-09 TMO-11
# Moving the deadline: later, away, into the past
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(1) as cm:
        cm.reschedule(loop.time() + 3)
        await asyncio.sleep(2)
        cm.reschedule(None)
        print(cm.when())
        await asyncio.sleep(2)
    print("in time", f"{loop.time():g}")
    try:
        async with asyncio.timeout(None) as cm:
            cm.reschedule(loop.time() + 1)
            print(f"{cm.when():g}")
            await asyncio.sleep(9)
    except TimeoutError:
        print("expired", f"{loop.time():g}")
    try:
        async with asyncio.timeout(5) as cm:
            cm.reschedule(loop.time() - 1)
            print("not yet", cm.expired())
            await asyncio.sleep(0)
            print("never")
    except TimeoutError:
        print("expired", f"{loop.time():g}")

asyncio.run(main())
