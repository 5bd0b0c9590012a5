# proves: TGR-01
# Leaving the block waits for all children, those spawned meanwhile included
import asyncio

async def child(tg, depth):
    await asyncio.sleep(1)
    print("depth", depth)
    if depth > 0:
        tg.create_task(child(tg, depth - 1))

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child(tg, 2))
        task = tg.create_task(asyncio.sleep(1, "result"))
        print(tg)
    print("left", task.result(), tg)
    async with asyncio.TaskGroup():
        print("empty")

asyncio.run(main())
