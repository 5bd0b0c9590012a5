# proves: CND-03
# A predicate that raises leaves through the waiter's block, which frees the lock
import asyncio

broken = []

def look():
    if len(broken) > 0:
        raise ValueError(broken[0])
    return True

async def waiter(cond):
    async with cond:
        print(await cond.wait_for(look))

async def main():
    cond = asyncio.Condition()
    await waiter(cond)
    broken.append("cannot look")
    try:
        await waiter(cond)
    except ValueError as e:
        print(repr(e), cond.locked())

asyncio.run(main())
