# LOP-20: a factory makes the tasks of create_task, gather and ensure_future
import asyncio

made = []

def factory(loop, coroutine, **options):
    made.append(sorted(options))
    return asyncio.Task(coroutine, loop=loop, **options)

async def nap(n):
    await asyncio.sleep(n)
    return n

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(factory)
    print(await asyncio.create_task(nap(1), name="named"))
    print(await asyncio.gather(nap(2), nap(1)))
    print(await asyncio.ensure_future(nap(1)))
    print(len(made))
    loop.set_task_factory(None)
    await asyncio.create_task(nap(1))
    print(len(made))
    try:
        loop.set_task_factory(5)
    except TypeError as e:
        print(repr(e))

asyncio.run(main())
