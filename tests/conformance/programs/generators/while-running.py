# proves: AGN-02
# A generator that is running: no second step, no closing
import asyncio

async def slow():
    await asyncio.sleep(1)
    yield 1
    await asyncio.sleep(1)
    yield 2

async def main():
    gen = slow()
    first = asyncio.create_task(anext(gen))
    await asyncio.sleep(0)
    for attempt in [lambda: gen.asend(None), lambda: gen.athrow(ValueError("x")), lambda: gen.aclose()]:
        try:
            await attempt()
        except RuntimeError as e:
            print(repr(e))
    print(await first)
    again = gen.asend(None)
    print(await again)
    try:
        await again
    except RuntimeError as e:
        print(type(e).__name__)

asyncio.run(main())
