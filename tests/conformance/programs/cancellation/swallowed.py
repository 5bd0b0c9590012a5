# CAN-09, CAN-10, CAN-14: a body may return, go on waiting, or fail instead
import asyncio

async def stubborn(how):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        if how == "returns":
            return "a value"
        if how == "waits":
            await asyncio.sleep(1)
            return "a value, later"
        raise ValueError("instead")

async def main():
    for how in ("returns", "waits", "fails"):
        task = asyncio.create_task(stubborn(how))
        await asyncio.sleep(1)
        print(how, task.cancel())
        try:
            print(await task)
        except ValueError as e:
            print(repr(e))
        print(task.cancelled(), task.cancelling())

asyncio.run(main())
