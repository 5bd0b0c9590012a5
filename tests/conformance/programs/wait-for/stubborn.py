# WFR-04: an inner that swallows the cancellation, or fails instead
import asyncio

async def stubborn(how):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        if how == "returns":
            return "late, but here"
        raise KeyError("instead")

async def main():
    print(await asyncio.wait_for(stubborn("returns"), 1))
    try:
        await asyncio.wait_for(stubborn("fails"), 1)
    except KeyError as e:
        print(repr(e))
    print(asyncio.current_task().cancelling())

asyncio.run(main())
