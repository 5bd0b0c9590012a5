# proves: LOP-01
# call_soon_threadsafe() from the loop's own thread keeps the order
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, 1)
    handle = loop.call_soon_threadsafe(print, "cancelled")
    loop.call_soon_threadsafe(print, 2)
    loop.call_soon(print, 3)
    handle.cancel()
    await asyncio.sleep(0)

asyncio.run(main())
