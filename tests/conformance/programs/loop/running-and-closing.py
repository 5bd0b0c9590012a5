# LOP-11, LOP-21: closing a running loop, asking for the loop
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    print(asyncio.get_event_loop() is loop, loop.is_running(), loop.is_closed())
    try:
        loop.close()
    except RuntimeError as e:
        print(repr(e))
    coroutine = asyncio.sleep(1)
    try:
        asyncio.run(coroutine)
    except RuntimeError as e:
        print(repr(e))
    coroutine.close()
    return loop

loop = asyncio.run(main())
print(loop.is_running(), loop.is_closed())
