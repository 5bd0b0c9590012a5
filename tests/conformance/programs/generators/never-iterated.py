# An async generator that nobody iterated is not reported; leaving one half-way in a task is closed at the end
import asyncio

async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed", asyncio.get_running_loop().is_running())

async def main():
    untouched = numbers()
    half = numbers()
    print(await anext(half))
    print("main returns", untouched is half)
    return half, untouched

pair = asyncio.run(main())
print("after run")
