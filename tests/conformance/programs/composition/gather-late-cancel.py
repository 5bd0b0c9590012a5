# proves: CMP-09
# Cancelling a gather whose children are done, or that has failed already
import asyncio

async def fails():
    raise ValueError("first")

async def main():
    loop = asyncio.get_running_loop()
    a = loop.create_future()
    b = loop.create_future()
    group = asyncio.gather(a, b)
    a.set_result(1)
    b.set_result(2)
    print(group.cancel(), await group)
    slow = asyncio.create_task(asyncio.sleep(5, "slow"))
    group = asyncio.gather(fails(), slow)
    try:
        await group
    except ValueError as e:
        print(repr(e), group.cancel(), slow.cancelled())
    print(await slow)

asyncio.run(main())
