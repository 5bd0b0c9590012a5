# proves: WFR-03
# The limit passes, the clean-up takes its time, then TimeoutError
import asyncio

async def job():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(3)
        print("cleaned up")

async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.wait_for(job(), 1)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), f"{loop.time():g}")

asyncio.run(main())
