# proves: EAG-06 EAG-01
# eager_start decides for one task, with and without the factory
import asyncio

async def job(name):
    print(name)

async def main():
    loop = asyncio.get_running_loop()
    eager = asyncio.create_task(job("eager"), eager_start=True)
    print(eager.done())
    loop.set_task_factory(asyncio.eager_task_factory)
    lazy = asyncio.create_task(job("lazy"), eager_start=False)
    print(lazy.done())
    await lazy
    async with asyncio.TaskGroup() as tg:
        late = tg.create_task(job("late"), eager_start=False)
        print(late.done())

asyncio.run(main())
