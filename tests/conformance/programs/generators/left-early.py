# proves: AGN-01 LOP-25
# Breaking out does not close the generator; the end of the loop does
import asyncio

kept = []

async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")

async def main():
    gen = numbers()
    kept.append(gen)
    async for n in gen:
        print(n)
        break
    print("left")
    async for n in gen:
        print(n)
        break
    await asyncio.sleep(1)
    print("main ends")

asyncio.run(main())
