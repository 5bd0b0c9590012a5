# proves: TSK-04
# A result forced upon a task that is suspended: its next step is reported
import asyncio

async def job():
    await asyncio.sleep(1)

async def main():
    task = asyncio.create_task(job(), name="forced")
    await asyncio.sleep(0)
    asyncio.Future.set_result(task, "from outside")
    print(await task)
    await asyncio.sleep(2)
    print(task.done())

asyncio.run(main())
