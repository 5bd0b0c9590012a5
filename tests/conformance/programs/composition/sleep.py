# CMP-01: sleep gives its result back; zero and less cost one pass
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.sleep(1.5, "rested"), f"{loop.time():g}")
    for delay in (0, -1):
        loop.call_soon(print, "somebody else's turn")
        print(await asyncio.sleep(delay, "back"), f"{loop.time():g}")
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(repr(e))
    print(await asyncio.sleep(365 * 24 * 3600, "a year later"), f"{loop.time() / 86400:g}")

asyncio.run(main())
