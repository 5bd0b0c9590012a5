# CAN-19: cancelling a sleeper cancels its timer
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(asyncio.sleep(3600))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(2)
    print(f"{loop.time():g}")

asyncio.run(main())
