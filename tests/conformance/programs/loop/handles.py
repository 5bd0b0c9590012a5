# LOP-26: reprs of handles
import asyncio

def ring(*names):
    print("ring", *names)

async def main():
    loop = asyncio.get_running_loop()
    handle = loop.call_soon(ring, "door")
    print(handle)
    handle.cancel()
    print(handle)
    timer = loop.call_at(7.5, ring, "alarm")
    print(timer)
    timer.cancel()
    print(timer)

asyncio.run(main())
