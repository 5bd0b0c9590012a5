# proves: TGR-05
# The group's task is cancelled: in its block, and while it waits
import asyncio

log = []

async def child(name):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        log.append(name + repr(e))
        await asyncio.sleep(1)
        log.append(name + " ends")
        raise

async def in_block():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("a"))
        tg.create_task(child("b"))
        await asyncio.sleep(9)

async def waiting():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("c"))
        tg.create_task(child("d"))

async def main():
    for make in [in_block, waiting]:
        task = asyncio.create_task(make())
        await asyncio.sleep(1)
        task.cancel("from outside")
        try:
            await task
        except asyncio.CancelledError as e:
            print(repr(e), task.cancelling(), sorted(log))

asyncio.run(main())
