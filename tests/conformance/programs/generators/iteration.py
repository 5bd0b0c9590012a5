# AGN-02, AGN-03: async for, anext, asend and athrow
import asyncio

async def count(limit):
    n = 0
    try:
        while n < limit:
            await asyncio.sleep(1)
            sent = yield n
            print("sent", sent)
            n += 1 if sent is None else sent
    except ValueError as e:
        print("inside", repr(e))
        yield "after the error"
    finally:
        print("finally")

async def main():
    async for n in count(3):
        print("got", n)
    numbers = count(100)
    print(await anext(numbers), await numbers.asend(10), await numbers.asend(None))
    print(await numbers.athrow(ValueError("no more")))
    try:
        await anext(numbers)
    except StopAsyncIteration as e:
        print(repr(e))
    print(await anext(numbers, "default"))
    fresh = count(1)
    try:
        await fresh.asend(5)
    except TypeError as e:
        print(repr(e))
    await fresh.aclose()

asyncio.run(main())
