# AGN-04: cancelled while the generator waits
import asyncio

async def ticks():
    try:
        while True:
            await asyncio.sleep(1)
            yield "tick"
    except asyncio.CancelledError as e:
        print("generator", repr(e))
        raise
    finally:
        await asyncio.sleep(1)
        print("generator cleaned up")

async def listen():
    async for tick in ticks():
        print(tick)

async def main():
    task = asyncio.create_task(listen())
    await asyncio.sleep(2.5)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelled())

asyncio.run(main())
