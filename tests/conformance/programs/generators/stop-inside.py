# proves: AGN-03
# StopAsyncIteration and StopIteration inside become RuntimeError
import asyncio

async def stops(error):
    yield 1
    raise error

async def main():
    for error in [StopAsyncIteration("a"), StopIteration("b")]:
        gen = stops(error)
        print(await anext(gen))
        try:
            await anext(gen)
        except RuntimeError as e:
            print(repr(e), e.__cause__ is error)

asyncio.run(main())
