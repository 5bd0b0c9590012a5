# proves: WFR-01
# No limit
import asyncio

async def job():
    await asyncio.sleep(100)
    return "result"

async def main():
    print(await asyncio.wait_for(job(), None))
    print(await asyncio.wait_for(job(), timeout=None))
    fut = asyncio.get_running_loop().create_future()
    fut.set_exception(ValueError("set"))
    try:
        await asyncio.wait_for(fut, 1)
    except ValueError as e:
        print(repr(e))

asyncio.run(main())
