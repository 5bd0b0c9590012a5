# LOP-05: many cancelled timers change nothing in the order of the others
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    fired = []
    handles = [loop.call_later(1 + (n * 37 % 101) / 4, fired.append, n) for n in range(150)]
    for n, handle in enumerate(handles):
        if n % 4:
            handle.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(100)
    print(fired)

asyncio.run(main())
