# proves: AGN-02
# aclose() on a fresh generator, a suspended one, an exhausted one; one that yields in closing
import asyncio

async def numbers():
    try:
        yield 1
    finally:
        print("finally")

async def stubborn():
    try:
        yield 1
    finally:
        yield 2

async def main():
    fresh = numbers()
    await fresh.aclose()
    suspended = numbers()
    print(await anext(suspended))
    await suspended.aclose()
    await suspended.aclose()
    exhausted = numbers()
    async for n in exhausted:
        print(n)
    await exhausted.aclose()
    for gen in [fresh, suspended, exhausted]:
        try:
            await anext(gen)
        except StopAsyncIteration:
            print("at its end")
    bad = stubborn()
    print(await anext(bad))
    try:
        await bad.aclose()
    except RuntimeError as e:
        print(repr(e))

asyncio.run(main())
