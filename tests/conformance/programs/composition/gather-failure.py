# CMP-04, CMP-05, CMP-09: the first failure at once, the siblings go on, later failures vanish
import asyncio

async def fail(what, seconds):
    await asyncio.sleep(seconds)
    print(what, "fails")
    raise ValueError(what)

async def work():
    await asyncio.sleep(3)
    print("sibling finished")

async def main():
    group = asyncio.gather(fail("first", 1), work(), fail("second", 2))
    try:
        await group
    except ValueError as e:
        print("caught", repr(e))
    print(group.done(), group.cancel(), group)
    await asyncio.sleep(5)

asyncio.run(main())
