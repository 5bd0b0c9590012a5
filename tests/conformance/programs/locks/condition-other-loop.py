# proves: CND-02 LCK-05
# A condition is bound to a loop by waiting, its lock by being waited for
import asyncio

async def first(cond):
    async with cond:
        try:
            await asyncio.wait_for(cond.wait(), 1)
        except TimeoutError:
            print("bound")

async def second(cond):
    async with cond:
        try:
            await cond.wait()
        except RuntimeError as e:
            print(repr(e))

cond = asyncio.Condition()
asyncio.run(first(cond))
asyncio.run(second(cond))
