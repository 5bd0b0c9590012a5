# LOP-17: reported, and the loop goes on
import asyncio

def burn(what):
    raise OSError(what)

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(burn, "toast")
    loop.call_soon(print, "next callback")
    await asyncio.sleep(1)
    fut = loop.create_future()
    fut.add_done_callback(burn)
    fut.set_result(None)
    await asyncio.sleep(1)
    print("end")

asyncio.run(main())
