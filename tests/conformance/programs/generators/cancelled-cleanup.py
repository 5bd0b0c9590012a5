# proves: AGN-04
# Cancelled while the generator waits: its finally blocks run, with awaits
import asyncio

async def source():
    try:
        yield 1
        await asyncio.sleep(9)
        yield 2
    finally:
        await asyncio.sleep(1)
        print("source cleaned up")

async def consumer():
    try:
        async for n in source():
            print(n)
    finally:
        print("consumer ends")

async def main():
    task = asyncio.create_task(consumer())
    await asyncio.sleep(1)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), f"{asyncio.get_running_loop().time():g}")

asyncio.run(main())
