# proves: CAN-03
# Hundreds of tasks that no code of Python's own cancels: map() calls cancel() of each
import asyncio


async def wait():
    await asyncio.sleep(60)


async def main():
    tasks = [asyncio.create_task(wait()) for _ in range(300)]
    await asyncio.sleep(1)
    print(all(map(asyncio.Task.cancel, tasks)))
    done, pending = await asyncio.wait(tasks)
    print(len(done), len(pending), all(task.cancelled() for task in tasks))


asyncio.run(main())
