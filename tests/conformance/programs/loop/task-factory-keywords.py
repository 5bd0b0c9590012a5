# proves: LOP-20
# A factory gets name and context; what it must be
import asyncio
import contextvars

def factory(loop, coro, **kwargs):
    print(sorted(kwargs))
    return asyncio.Task(coro, loop=loop, **kwargs)

async def job():
    return asyncio.current_task().get_name()

async def main():
    loop = asyncio.get_running_loop()
    for bad in [5, "text"]:
        try:
            loop.set_task_factory(bad)
        except TypeError as e:
            print(repr(e))
    loop.set_task_factory(factory)
    print(loop.get_task_factory() is factory)
    print(await asyncio.create_task(job(), name="named"))
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(job(), name="grouped", context=contextvars.copy_context())
    print(task.result())
    loop.set_task_factory(None)
    print(loop.get_task_factory())

asyncio.run(main())
