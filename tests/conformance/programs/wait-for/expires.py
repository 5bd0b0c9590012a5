# WFR-03, WFR-06: cancelled, cleaned up, then TimeoutError
import asyncio

async def slow():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("inside:", repr(e))
        raise
    finally:
        await asyncio.sleep(2)
        print("cleaned up")

async def main():
    try:
        await asyncio.wait_for(slow(), 1)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), asyncio.current_task().cancelling())

asyncio.run(main())
