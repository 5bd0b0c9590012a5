# proves: LOP-04 FUT-11
# One pass: what is ready, then due timers; callbacks of a future in order, tasks among them
import asyncio

async def waiter(name, fut):
    await fut
    print(name)

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    fut.add_done_callback(lambda f: print("callback 1"))
    a = asyncio.create_task(waiter("task a", fut))
    await asyncio.sleep(0)
    fut.add_done_callback(lambda f: print("callback 2"))
    b = asyncio.create_task(waiter("task b", fut))
    await asyncio.sleep(0)
    fut.add_done_callback(lambda f: print("callback 3"))
    loop.call_later(0, print, "due timer")
    loop.call_soon(print, "ready before")
    fut.set_result(None)
    loop.call_soon(print, "ready after")
    await asyncio.gather(a, b)

asyncio.run(main())
