# TSK-17: the unfinished tasks of the loop
import asyncio

async def nap(seconds):
    await asyncio.sleep(seconds)

def names():
    return sorted(task.get_name() for task in asyncio.all_tasks())

async def main():
    print(names(), type(asyncio.all_tasks()).__name__)
    tasks = [asyncio.create_task(nap(n), name=f"nap {n}") for n in (3, 1, 2)]
    print(names())
    await asyncio.sleep(1.5)
    print(names())
    tasks[0].cancel()
    print(names())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(names())

asyncio.run(main())
