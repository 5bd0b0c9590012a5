# proves: FUT-31 TSK-14 TSK-19
# A failed task keeps its own traceback, however often it is awaited
import asyncio

async def deep():
    raise ValueError("deep down")

async def job():
    await deep()

async def main():
    task = asyncio.create_task(job())
    for _ in range(3):
        try:
            await task
        except ValueError as e:
            print(repr(e), task.exception() is e)

asyncio.run(main())
