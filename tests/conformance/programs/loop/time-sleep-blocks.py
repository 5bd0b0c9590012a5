# What time.sleep() does to a loop, and debug mode's report of it
import asyncio
import time


async def tick():
    loop = asyncio.get_running_loop()
    for _ in range(4):
        print("tick", f"{loop.time():g}", loop.time() == time.monotonic())
        await asyncio.sleep(1)


async def block():
    await asyncio.sleep(1.5)
    time.sleep(3)
    print("blocked until", f"{time.monotonic():g}")


async def main():
    before = time.monotonic()
    await asyncio.gather(tick(), block())
    print("took", f"{time.monotonic() - before:g}")


if __name__ == "__main__":
    asyncio.run(main(), debug=True)
    print("after the loop", f"{time.monotonic():g}")
