# proves: AGN-05
# What a stack does not take
import asyncio
import contextlib

class Nothing:
    pass

async def main():
    async with contextlib.AsyncExitStack() as stack:
        try:
            stack.enter_context(Nothing())
        except TypeError as e:
            print(repr(e))
        try:
            await stack.enter_async_context(Nothing())
        except TypeError as e:
            print(repr(e))

asyncio.run(main())
