# proves: WFR-02 CMP-01
# No time at all: a done future gives its result, a pending one is cancelled, a coroutine never begins
import asyncio

async def job():
    print("never")

async def slow_to_end():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(1)
        print("waited for")

async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    done.set_result("there")
    print(await asyncio.wait_for(done, 0))
    pending = loop.create_future()
    for thing in [pending, job()]:
        try:
            await asyncio.wait_for(thing, -1)
        except TimeoutError as e:
            print(repr(e))
    print(pending.cancelled())
    task = asyncio.create_task(slow_to_end())
    await asyncio.sleep(0)
    try:
        await asyncio.wait_for(task, 0)
    except TimeoutError as e:
        print(repr(e), f"{loop.time():g}")

asyncio.run(main())
