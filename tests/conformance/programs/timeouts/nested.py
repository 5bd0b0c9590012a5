# proves: TMO-04
# The inner limit first; the outer limit first
import asyncio

async def nest(a, b):
    try:
        async with asyncio.timeout(a) as outer:
            try:
                async with asyncio.timeout(b) as inner:
                    await asyncio.sleep(9)
            except TimeoutError:
                print("inner")
            except asyncio.CancelledError:
                print("passes the inner one")
                raise
            await asyncio.sleep(0.25)
            print("goes on")
    except TimeoutError:
        print("outer")
    print(outer.expired(), inner.expired())

async def main():
    await nest(2, 1)
    await nest(1, 2)

asyncio.run(main())
