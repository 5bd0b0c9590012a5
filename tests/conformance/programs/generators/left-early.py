# AGN-01, ac-f9: leaving a loop early leaves the generator as it is; the loop closes it at the end
import asyncio

kept = []

async def ticks(name):
    try:
        n = 0
        while True:
            await asyncio.sleep(1)
            yield n
            n += 1
    finally:
        await asyncio.sleep(1)
        print(name, "closed")

async def main():
    for name in ("left alone", "closed by hand"):
        numbers = ticks(name)
        kept.append(numbers)
        async for n in numbers:
            if n == 2:
                break
        print(name, "left")
    await kept[1].aclose()
    async for n in kept[0]:
        print("goes on with", n)
        break
    print("main returns")

asyncio.run(main())
print("after run")
