# proves: TMO-03 TMO-04
# Three limits in one another, the middle one first
import asyncio

async def main():
    try:
        async with asyncio.timeout(3) as a:
            try:
                async with asyncio.timeout(1) as b:
                    async with asyncio.timeout(2) as c:
                        await asyncio.sleep(9)
            except TimeoutError:
                print("middle", b.expired(), c.expired())
            await asyncio.sleep(9)
    except TimeoutError:
        print("outer", a.expired())
    print(asyncio.current_task().cancelling())

asyncio.run(main())
