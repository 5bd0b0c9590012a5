# CancelledError is no Exception
import asyncio

async def broad():
    try:
        await asyncio.sleep(9)
    except Exception as e:
        print("never", e)
    return "never"

async def main():
    task = asyncio.create_task(broad())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled(), issubclass(asyncio.CancelledError, Exception), issubclass(asyncio.CancelledError, BaseException))

asyncio.run(main())
