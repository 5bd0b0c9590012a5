# proves: MSC-02 EAG-08
# Two that are done in one pass; and the same with eager tasks
import asyncio
from asyncio import staggered

async def job(name, delay):
    await asyncio.sleep(delay)
    return name

async def immediate(name):
    return name

async def main():
    result, index, exceptions = await staggered.staggered_race([lambda: job("a", 2), lambda: job("b", 1)], 1)
    print(result, index, [repr(e) for e in exceptions])
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    result, index, exceptions = await staggered.staggered_race([lambda: job("a", 2), lambda: job("b", 1)], 1)
    print(result, index, [repr(e) for e in exceptions])
    result, index, exceptions = await staggered.staggered_race([lambda: immediate("a"), lambda: immediate("b")], None)
    print(result, index, [repr(e) for e in exceptions])

asyncio.run(main())
