# proves: TGR-04
# A child that is cancelled, or raises CancelledError, is no error
import asyncio

async def cancels_itself():
    raise asyncio.CancelledError("on my own")

async def sibling():
    await asyncio.sleep(1)
    return "unaffected"

async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(cancels_itself())
        b = tg.create_task(asyncio.sleep(9))
        c = tg.create_task(sibling())
        await asyncio.sleep(0.5)
        b.cancel()
    print(a.cancelled(), b.cancelled(), c.result())

asyncio.run(main())
