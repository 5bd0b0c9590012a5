# proves: CAN-18
# Which CancelledError reaches whom: through await, result() and exception()
import asyncio

seen = []

async def inner():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        seen.append(e)
        raise

async def outer():
    await asyncio.create_task(inner())

async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(1)
    task.cancel("why")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), e is seen[0])
    for ask in [lambda: task.result(), lambda: task.exception()]:
        try:
            ask()
        except asyncio.CancelledError as e:
            print(repr(e), e is seen[0])

asyncio.run(main())
