# proves: AGN-03
# anext() with and without a default; an iterator of one's own
import asyncio

class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n

async def main():
    it = aiter(Countdown(2))
    print(await anext(it), await anext(it, "default"), await anext(it, "default"))
    try:
        await anext(it)
    except StopAsyncIteration as e:
        print(repr(e))
    async for n in Countdown(3):
        print(n)
    for bad in [5, [1]]:
        try:
            anext(bad)
        except TypeError as e:
            print(repr(e))

asyncio.run(main())
