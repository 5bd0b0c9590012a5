# proves: LOP-01 LOP-04
# What is ready runs first, timers that are due behind it, what they schedule in the next pass
import asyncio

async def looper(name):
    for i in range(3):
        print(name, i)
        await asyncio.sleep(0)

async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(looper(name)) for name in "abc"]
    loop.call_later(0, print, "timer of zero")
    loop.call_soon(print, "soon")
    await asyncio.gather(*tasks)

asyncio.run(main())
