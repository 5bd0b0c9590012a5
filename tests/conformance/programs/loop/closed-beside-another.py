# proves: LOP-11
# A loop that is closed while another runs takes nothing of that one's with it
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon")
    loop.call_later(1, print, "later")
    asyncio.new_event_loop().close()
    print("closed")
    await asyncio.sleep(2)
    print(loop.time() == 2)

asyncio.run(main())
