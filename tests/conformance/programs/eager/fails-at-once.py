# proves: EAG-02
# An eager task that fails in its first step
import asyncio

async def fails():
    raise ValueError("at once")

async def cancels():
    asyncio.current_task().cancel()
    return "returned"

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(fails())
    print(task.done(), repr(task.exception()))
    task = asyncio.create_task(cancels())
    print(task.done(), task.cancelled())

asyncio.run(main())
