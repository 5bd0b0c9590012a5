# WFR-08: the shielded inner survives the timeout
import asyncio

async def deliver():
    await asyncio.sleep(3)
    print("delivered")
    return "parcel"

async def main():
    task = asyncio.create_task(deliver())
    for seconds in (1, 0):
        try:
            await asyncio.wait_for(asyncio.shield(task), seconds)
        except TimeoutError:
            print("no more patience", task.cancelling())
    print(await task)

asyncio.run(main())
