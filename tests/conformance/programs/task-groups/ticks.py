# proves: TGR-01
# How many passes a group costs
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def immediate():
    return 1

async def spawns(tg):
    tg.create_task(immediate())

async def main():
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    before = passes
    async with asyncio.TaskGroup() as tg:
        pass
    print("empty", passes - before)
    before = passes
    async with asyncio.TaskGroup() as tg:
        tg.create_task(immediate())
    print("one child", passes - before)
    before = passes
    async with asyncio.TaskGroup() as tg:
        tg.create_task(spawns(tg))
    print("a child that spawns a child", passes - before)
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    before = passes
    async with asyncio.TaskGroup() as tg:
        tg.create_task(immediate())
    print("one eager child", passes - before)

asyncio.run(main())
