# Two tasks that await each other: cancelling one recurses
import asyncio

async def main():
    async def hen():
        await egg_task

    async def egg():
        await hen_task

    hen_task = asyncio.create_task(hen(), name="hen")
    egg_task = asyncio.create_task(egg(), name="egg")
    await asyncio.sleep(1)
    try:
        hen_task.cancel()
    except RecursionError as e:
        print(type(e).__name__)
    await asyncio.sleep(1)
    print(hen_task.done(), egg_task.done())
    asyncio.get_running_loop().stop()
    await asyncio.sleep(0)

loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(main())
except RuntimeError as e:
    print(repr(e))
