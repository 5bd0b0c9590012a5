# proves: CTX-04
# What is given as a context and is none: nothing fails before it would be entered
import asyncio

async def body():
    print("runs")

async def main():
    loop = asyncio.get_running_loop()
    for bad in (2.5, "text", True):
        print("--", repr(bad))
        task = asyncio.create_task(body(), context=bad, name="lost")
        await asyncio.sleep(1)
        print(task)
        print(task.cancel())
        await asyncio.sleep(1)
        print(task.done())
        asyncio._unregister_task(task)
        task._log_destroy_pending = False
        task.get_coro().close()
        try:
            asyncio.Task(body(), loop=loop, context=None, eager_start=True)
        except TypeError as e:
            print(e)
        future = loop.create_future()
        future.add_done_callback(print, context=bad)
        future.set_result(1)
        await asyncio.sleep(1)

asyncio.run(main())
