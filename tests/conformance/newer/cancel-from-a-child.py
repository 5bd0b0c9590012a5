# proves: TGR-17
# A child cancels the group and returns: it ends cancelled itself; the block was waiting already
import asyncio

async def canceller(tg):
    await asyncio.sleep(1)
    tg.cancel()
    return "returned"

async def sleeper():
    await asyncio.sleep(9)

async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(canceller(tg))
        b = tg.create_task(sleeper())
    print(a.cancelled(), b.cancelled(), asyncio.current_task().cancelling())
    async with asyncio.TaskGroup() as tg:
        tg.create_task(canceller(tg))
        await asyncio.sleep(9)
        print("never")
    print("left")

asyncio.run(main())
