# proves: CND-04
# Cancelled while it waits: it holds the lock again before the error leaves, with its message
import asyncio

async def waiter(cond):
    async with cond:
        try:
            await cond.wait()
        except asyncio.CancelledError as e:
            print(repr(e), "lock held", cond.locked())
            raise

async def main():
    cond = asyncio.Condition()
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))
    print(cond)

asyncio.run(main())
