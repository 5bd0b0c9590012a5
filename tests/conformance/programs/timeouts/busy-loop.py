# proves: TMO-12
# Overdue limits around a body that computes and then awaits
import asyncio

async def main():
    try:
        async with asyncio.timeout(0.2) as outer:
            try:
                async with asyncio.timeout(0.1) as inner:
                    for _ in range(40):
                        await asyncio.sleep(0.01)
            except TimeoutError:
                print("inner", inner.expired(), outer.expired())
            for _ in range(40):
                await asyncio.sleep(0.01)
    except TimeoutError:
        print("outer", outer.expired())

asyncio.run(main())
