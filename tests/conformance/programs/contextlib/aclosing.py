# proves: AGN-05 AGN-01
# aclosing() ends a generator that is left early
import asyncio
import contextlib

async def numbers():
    try:
        for i in range(10):
            yield i
    finally:
        await asyncio.sleep(1)
        print("closed")

async def main():
    async with contextlib.aclosing(numbers()) as gen:
        async for n in gen:
            print(n)
            if n == 1:
                break
    print("after the block")
    try:
        async with contextlib.aclosing(numbers()) as gen:
            print(await anext(gen))
            raise ValueError("inside")
    except ValueError as e:
        print(repr(e))

asyncio.run(main())
