# TSK-11: awaiting what cannot be awaited
import asyncio

def plain():
    pass

async def main():
    for thing in (5, 0.5, None, "text", [1], {}, True, plain):
        try:
            await thing
        except TypeError as e:
            print(e)

asyncio.run(main())
