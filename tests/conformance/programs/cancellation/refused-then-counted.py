# proves: CAN-09 CAN-11 CAN-14 CAN-15
# Swallowed cancellations stay counted until uncancel()
import asyncio

async def stubborn():
    task = asyncio.current_task()
    for _ in range(3):
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            print("swallowed", task.cancelling())
    while task.cancelling() > 0:
        print("taken back", task.uncancel())
    print(task.uncancel())
    return "done"

async def main():
    task = asyncio.create_task(stubborn(), name="stubborn")
    for _ in range(3):
        await asyncio.sleep(1)
        print(task.cancel(), task)
    print(await task, task.cancel(), task.uncancel(), task.cancelling())

asyncio.run(main())
