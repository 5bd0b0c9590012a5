# proves: LOP-14 LOP-26 FUT-26
# In debug mode handles, tasks and futures say where they were made
import asyncio

async def job():
    pass

async def main():
    loop = asyncio.get_running_loop()
    print(loop.create_future())
    task = asyncio.create_task(job(), name="job")
    print(task)
    handle = loop.call_soon(print, "called", 1)
    print(handle)
    timer = loop.call_at(10, print, "never")
    print(timer)
    timer.cancel()
    print(timer)
    await task

asyncio.run(main(), debug=True)
