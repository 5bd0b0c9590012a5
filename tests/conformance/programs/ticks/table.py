# proves: CMP-01 CMP-03 CMP-04 TGR-01 TMO-02 WFR-02 WFR-07 EVT-01 QUE-03 EAG-07
# The measured contract of the loop: how many passes each operation costs
import asyncio

passes = 0

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

class Bare:
    def __await__(self):
        yield

async def immediate():
    return 1

async def one_sleep():
    await asyncio.sleep(0)

async def empty_group():
    async with asyncio.TaskGroup():
        pass

async def group(make):
    async with asyncio.TaskGroup() as tg:
        tg.create_task(make(tg))

async def child(tg):
    pass

async def parent(tg):
    tg.create_task(child(tg))

async def limited(delay, suspends):
    async with asyncio.timeout(delay):
        if suspends:
            await asyncio.sleep(0)

async def completed():
    for coro in asyncio.as_completed([immediate(), immediate()]):
        await coro

async def acquire_and_release(lock):
    await lock.acquire()
    lock.release()

async def measure(what, make):
    before = passes
    try:
        await make()
    except TimeoutError:
        what += ", TimeoutError"
    print(what, passes - before)

async def main():
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    await measure("coroutine", lambda: immediate())
    await measure("empty group", lambda: empty_group())
    await measure("gather of nothing", lambda: asyncio.gather())
    await measure("timeout of one second around nothing", lambda: limited(1, False))
    await measure("sleep(0)", lambda: asyncio.sleep(0))
    await measure("bare yield", lambda: Bare())
    await measure("task", lambda: asyncio.create_task(immediate()))
    await measure("task of one sleep", lambda: asyncio.create_task(one_sleep()))
    await measure("gather of two", lambda: asyncio.gather(immediate(), immediate()))
    await measure("shield", lambda: asyncio.shield(immediate()))
    await measure("wait for a new task", lambda: asyncio.wait([asyncio.create_task(immediate())]))
    done = asyncio.create_task(immediate())
    await done
    await measure("wait for a done task", lambda: asyncio.wait([done]))
    await measure("as_completed of two", lambda: completed())
    await measure("group of one", lambda: group(child))
    await measure("group whose child spawns a child", lambda: group(parent))
    await measure("wait_for immediate", lambda: asyncio.wait_for(immediate(), 1))
    await measure("wait_for sleep(0)", lambda: asyncio.wait_for(asyncio.sleep(0), 1))
    await measure("wait_for without time", lambda: asyncio.wait_for(immediate(), 0))
    await measure("timeout(0) around sleep(0)", lambda: limited(0, True))
    await measure("timeout(0) around nothing", lambda: limited(0, False))
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await measure("eager group of one", lambda: group(child))
    await measure("eager gather", lambda: asyncio.gather(immediate(), immediate()))

asyncio.run(main())
