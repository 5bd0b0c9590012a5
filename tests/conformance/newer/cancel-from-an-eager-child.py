# proves: TGR-17
# An eager child cancels the group before it is one of its tasks
import asyncio

async def child(tg):
    tg.cancel()
    await asyncio.sleep(9)

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(child(tg))
    print("left", task.cancelled())

asyncio.run(main())
