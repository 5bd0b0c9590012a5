# The future is full, but the task is cancelled before it resumes
import asyncio

async def fetch(fut):
    try:
        print("got", await fut)
    except asyncio.CancelledError:
        print("cancelled, though the future holds", fut.result())
        raise

async def main():
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(fetch(fut))
    await asyncio.sleep(1)
    fut.set_result("mail")
    print(task.cancel())
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
