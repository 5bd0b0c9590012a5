# proves: TSK-02
# What is no coroutine; and asking what is one
import asyncio

async def job():
    return "job"

async def main():
    coro = job()
    print(asyncio.iscoroutine(coro), asyncio.iscoroutine(job), asyncio.iscoroutine(5), asyncio.iscoroutine(asyncio.sleep))
    for bad in [5, None, job]:
        try:
            asyncio.Task(bad, loop=asyncio.get_running_loop())
        except TypeError as e:
            print(repr(e).split(", got")[0])
    print(await coro)

asyncio.run(main())
