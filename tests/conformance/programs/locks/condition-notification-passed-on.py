# proves: CND-05
# Notified and cancelled in one step: the notification goes to the next one
import asyncio

async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name, "goes on")

async def main():
    cond = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(name, cond)) for name in "abc"]
    await asyncio.sleep(0)
    async with cond:
        cond.notify(1)
        tasks[0].cancel()
    await asyncio.sleep(1)
    print([task.done() for task in tasks])
    async with cond:
        cond.notify(1)
    await asyncio.wait(tasks)
    print([task.cancelled() for task in tasks])

asyncio.run(main())
