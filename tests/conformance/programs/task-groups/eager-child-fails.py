# proves: TGR-15
# An eager child that fails at once: its creator is cancelled at its next await only
import asyncio

async def fails():
    raise ValueError("at once")

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    try:
        async with asyncio.TaskGroup() as tg:
            task = tg.create_task(fails())
            print("got the task", task.done())
            other = tg.create_task(asyncio.sleep(1))
            print("and another", other.done())
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                print("cancelled here")
                raise
    except ExceptionGroup as e:
        print(repr(e), other.cancelled())

asyncio.run(main())
