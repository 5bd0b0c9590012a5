# proves: LOP-02
# Six timers for one moment, some of them cancelled: the heap's order
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 1
    for i in range(6):
        loop.call_at(when, print, i)
    await asyncio.sleep(2)
    when = loop.time() + 1
    handles = [loop.call_at(when, print, i) for i in range(10)]
    for i in [0, 3, 4]:
        handles[i].cancel()
    await asyncio.sleep(2)

asyncio.run(main())
