# proves: EAG-03
# Suspended, it is a task like any other, cancellation included
import asyncio

async def job(name):
    try:
        print(name, "starts")
        await asyncio.sleep(1)
        print(name, "goes on")
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        raise

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(job("a"))
    await asyncio.sleep(2)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelled())
    task = asyncio.create_task(job("b"))
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
