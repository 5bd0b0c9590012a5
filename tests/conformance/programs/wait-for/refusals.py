# proves: WFR-04 WFR-06
# An inner coroutine that swallows the cancellation, or replaces it
import asyncio

async def returns():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        return "a value after all"

async def fails():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        raise KeyError("instead")

async def main():
    print(await asyncio.wait_for(returns(), 1))
    try:
        await asyncio.wait_for(fails(), 1)
    except KeyError as e:
        print(repr(e))
    print(asyncio.current_task().cancelling())

asyncio.run(main())
