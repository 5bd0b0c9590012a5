# How many passes each operation takes (the measured contract of the loop)
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

def completed_soon():
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_result, None)
    return fut

def full():
    fut = asyncio.get_running_loop().create_future()
    fut.set_result(None)
    return fut

async def done_task():
    task = asyncio.create_task(immediate())
    await task
    return await measure("wait([done task])", lambda: asyncio.wait([task]))

async def measure(what, make):
    before = passes
    try:
        await make()
    except TimeoutError:
        what += " TimeoutError"
    print(what, passes - before)

async def main():
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    await measure("coroutine", immediate)
    await measure("finished future", full)
    await measure("gather()", lambda: asyncio.gather())
    await measure("sleep(0)", lambda: asyncio.sleep(0))
    await measure("future completed by a callback", completed_soon)
    await measure("create_task(immediate)", lambda: asyncio.create_task(immediate()))
    await measure("create_task(one sleep(0))", lambda: asyncio.create_task(one_sleep()))
    await measure("gather(two)", lambda: asyncio.gather(immediate(), immediate()))
    await measure("shield(coroutine)", lambda: asyncio.shield(immediate()))
    await measure("wait([new task])", lambda: asyncio.wait([asyncio.create_task(immediate())]))
    await done_task()
    await measure("wait_for(immediate, 1)", lambda: asyncio.wait_for(immediate(), 1))
    await measure("wait_for(sleep(0), 1)", lambda: asyncio.wait_for(asyncio.sleep(0), 1))
    await measure("wait_for(immediate, 0)", lambda: asyncio.wait_for(immediate(), 0))
    await measure("gather(gather(two))", lambda: asyncio.gather(asyncio.gather(immediate(), immediate())))

asyncio.run(main())
