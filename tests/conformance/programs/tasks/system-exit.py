# TSK-13: SystemExit leaves the loop at once
import asyncio

async def leave():
    await asyncio.sleep(1)
    raise SystemExit(3)

async def main():
    task = asyncio.create_task(leave())
    try:
        await asyncio.sleep(9)
        print("never")
    finally:
        print("main is wound up")

asyncio.run(main())
