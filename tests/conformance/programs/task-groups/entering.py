# proves: TGR-13
# Entering twice
import asyncio

async def main():
    async with asyncio.TaskGroup() as tg:
        try:
            await tg.__aenter__()
        except RuntimeError as e:
            print(repr(e))
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print(repr(e))

asyncio.run(main())
