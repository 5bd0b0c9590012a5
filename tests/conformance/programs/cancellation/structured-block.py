# proves: CAN-17
# A block with its own timer, by the pattern: uncancel, and compare with the count at entry
import asyncio

async def limited(delay, work):
    task = asyncio.current_task()
    count = task.cancelling()
    fired = []

    def fire():
        fired.append(True)
        task.cancel()

    handle = asyncio.get_running_loop().call_later(delay, fire)
    try:
        return await work()
    except asyncio.CancelledError as e:
        if len(fired) > 0 and task.uncancel() <= count:
            raise TimeoutError("own timer")
        raise
    finally:
        handle.cancel()

async def slow():
    await asyncio.sleep(5)

async def main():
    try:
        await limited(1, slow)
    except TimeoutError as e:
        print(repr(e), asyncio.current_task().cancelling())
    task = asyncio.create_task(limited(1, slow))
    await asyncio.sleep(0.5)
    task.cancel("outside")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))
    task = asyncio.create_task(limited(1, slow))
    asyncio.get_running_loop().call_later(1, task.cancel, "both")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))

asyncio.run(main())
