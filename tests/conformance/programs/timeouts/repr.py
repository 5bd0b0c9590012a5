# proves: TMO-13
# A limit's repr in every state
import asyncio

async def main():
    cm = asyncio.timeout(2.5)
    print(cm)
    try:
        async with cm:
            print(cm)
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                print(cm)
                raise
    except TimeoutError:
        print(cm)
    async with asyncio.timeout(None) as cm:
        print(cm)
    print(cm)

asyncio.run(main())
