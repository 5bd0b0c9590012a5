# proves: CND-06
# Waiting for a condition under wait_for() and under timeout()
import asyncio

async def main():
    cond = asyncio.Condition()
    async with cond:
        try:
            await asyncio.wait_for(cond.wait(), 1)
        except TimeoutError as e:
            print(repr(e), cond.locked())
        try:
            async with asyncio.timeout(2):
                await cond.wait_for(lambda: False)
        except TimeoutError as e:
            print(repr(e), cond.locked())
        print(cond)
    print(cond)

asyncio.run(main())
