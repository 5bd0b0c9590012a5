# proves: LCK-03 CND-04
# A lock taken in a clean-up, while the task is being cancelled
import asyncio

async def job(name, lock):
    try:
        await asyncio.sleep(9)
    finally:
        async with lock:
            print(name, "cleans up")
            await asyncio.sleep(1)

async def main():
    lock = asyncio.Lock()
    tasks = [asyncio.create_task(job(name, lock)) for name in "abc"]
    await asyncio.sleep(1)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    print([task.cancelled() for task in tasks], f"{asyncio.get_running_loop().time():g}")

asyncio.run(main())
