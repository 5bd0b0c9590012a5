# proves: TGR-17
# The block cancels its group: children and block end, and nothing is raised
import asyncio

async def child():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("child", repr(e))
        await asyncio.sleep(1)
        print("child cleaned up")
        raise

async def main():
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(child())
        await asyncio.sleep(1)
        tg.cancel()
        tg.cancel()
        print("asked", tg)
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            print("block cancelled")
            raise
        print("never")
    print("left", task.cancelled(), asyncio.current_task().cancelling())
    tg.cancel()
    await asyncio.sleep(1)
    print("goes on")

asyncio.run(main())
