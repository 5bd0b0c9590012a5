# proves: LOP-25
# A step that was called and not awaited suffices for the loop to close the generator at its shutdown
import asyncio


async def numbers(name):
    print(name, "begins")
    yield 1


async def main():
    loop = asyncio.get_running_loop()
    called = numbers("called")
    step = called.__anext__()
    closing = called.aclose()
    await loop.shutdown_asyncgens()
    try:
        print(await step)
    except StopAsyncIteration as e:
        print(repr(e))
    print(await closing)


asyncio.run(main())
