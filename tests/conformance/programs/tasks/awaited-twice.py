# TSK-12: a coroutine object serves once
import asyncio

async def once():
    await asyncio.sleep(1)
    return 1

async def main():
    coroutine = once()
    print(await coroutine)
    for attempt in range(2):
        try:
            await coroutine
        except RuntimeError as e:
            print(e)
    shared = once()
    task = asyncio.create_task(shared)
    await asyncio.sleep(0.5)
    try:
        await shared
    except RuntimeError as e:
        print(e)
    print(await task)
    late = asyncio.create_task(coroutine)
    try:
        await late
    except RuntimeError as e:
        print("task:", e)

asyncio.run(main())
