# proves: TSK-19 TSK-14
# get_stack() of a suspended task, of a failed one, with a limit
import asyncio

async def deep():
    raise ValueError("deep down")

async def middle():
    await deep()

async def fails():
    await middle()

async def waits():
    await asyncio.sleep(9)

async def main():
    task = asyncio.create_task(waits())
    print(len(task.get_stack()))
    await asyncio.sleep(0)
    print(len(task.get_stack()), len(task.get_stack(limit=1)), len(task.get_stack(limit=0)))
    task.cancel()
    await asyncio.wait([task])
    print(len(task.get_stack()))
    task.print_stack()
    failed = asyncio.create_task(fails())
    await asyncio.wait([failed])
    print(len(failed.get_stack()), len(failed.get_stack(limit=2)), len(failed.get_stack(limit=9)))
    failed.exception()

asyncio.run(main())
