# proves: CMP-13 EAG-07
# With eager tasks that are all done, gather is done at once
import asyncio

async def immediate(n):
    return n

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    fut = asyncio.gather(immediate(1), immediate(2))
    print(fut.done(), fut.result())
    mixed = asyncio.gather(immediate(1), asyncio.sleep(0, 2))
    print(mixed.done())
    print(await mixed)

asyncio.run(main())
