# proves: EAG-07 CMP-13
# Passes that eager tasks cost
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def immediate():
    return 1

async def one_sleep():
    await asyncio.sleep(0)

async def measure(what, make):
    before = passes
    await make()
    print(what, passes - before)

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(count)
    await asyncio.sleep(0)
    loop.set_task_factory(asyncio.eager_task_factory)
    await measure("task", lambda: asyncio.create_task(immediate()))
    await measure("task with one sleep", lambda: asyncio.create_task(one_sleep()))
    await measure("gather", lambda: asyncio.gather(immediate(), immediate()))
    await measure("gather of one sleep", lambda: asyncio.gather(immediate(), one_sleep()))
    await measure("shield", lambda: asyncio.shield(immediate()))
    await measure("wait", lambda: asyncio.wait([asyncio.create_task(immediate())]))
    await measure("wait_for", lambda: asyncio.wait_for(immediate(), 1))

asyncio.run(main())
