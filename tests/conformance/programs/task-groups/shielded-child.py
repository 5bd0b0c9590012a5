# proves: TGR-02 CMP-15
# A child that shields its work: the group does not wait for what is shielded
import asyncio

async def work():
    await asyncio.sleep(3)
    print("work done")

async def shields(task):
    await asyncio.shield(task)

async def fails():
    await asyncio.sleep(1)
    raise ValueError("x")

async def main():
    task = asyncio.create_task(work())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(shields(task))
            tg.create_task(fails())
    except ExceptionGroup as e:
        print(repr(e), task.done())
    await task

asyncio.run(main())
