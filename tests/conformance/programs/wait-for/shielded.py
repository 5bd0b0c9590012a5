# proves: WFR-08
# Behind a shield the inner task outlives the limit, also a limit of zero
import asyncio

async def job():
    await asyncio.sleep(2)
    return "survived"

async def main():
    for limit in [1, 0]:
        task = asyncio.create_task(job())
        wrapper = asyncio.shield(task)
        try:
            await asyncio.wait_for(wrapper, limit)
        except TimeoutError as e:
            print(repr(e), wrapper.cancelled(), task.done())
        print(await task)

asyncio.run(main())
