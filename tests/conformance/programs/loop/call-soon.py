# LOP-01: first in, first out; what a callback schedules waits for the next pass
import asyncio

async def main():
    loop = asyncio.get_running_loop()

    def chain(n):
        print("chain", n)
        if n > 0:
            loop.call_soon(chain, n - 1)

    loop.call_soon(chain, 2)
    handle = loop.call_soon(print, "never")
    loop.call_soon(print, "second", "with", "arguments")
    handle.cancel()
    print(handle.cancelled())
    for n in range(4):
        await asyncio.sleep(0)
        print("pass", n)

asyncio.run(main())
