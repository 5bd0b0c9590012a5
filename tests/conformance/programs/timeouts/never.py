# proves: TMO-02
# No limit, a limit that is not reached, limits of zero and less
import asyncio

async def main():
    async with asyncio.timeout(None) as cm:
        await asyncio.sleep(1)
    print(cm.when(), cm.expired())
    async with asyncio.timeout_at(None) as cm:
        await asyncio.sleep(1)
    print(cm.when(), cm.expired())
    async with asyncio.timeout(5) as cm:
        await asyncio.sleep(1)
    print(cm.expired())
    for delay in [0, -1]:
        async with asyncio.timeout(delay) as cm:
            print("no await")
        print(cm.expired())
        try:
            async with asyncio.timeout(delay) as cm:
                await asyncio.sleep(0)
                print("never")
        except TimeoutError:
            print("expired", cm.expired())

asyncio.run(main())
