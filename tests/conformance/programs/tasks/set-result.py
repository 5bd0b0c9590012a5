# TSK-03: a task cannot be filled from outside
import asyncio

async def work():
    await asyncio.sleep(1)
    return "done by itself"

async def main():
    task = asyncio.create_task(work())
    for attempt in (lambda: task.set_result(1), lambda: task.set_exception(ValueError())):
        try:
            attempt()
        except RuntimeError as e:
            print(repr(e))
    print(await task)

asyncio.run(main())
