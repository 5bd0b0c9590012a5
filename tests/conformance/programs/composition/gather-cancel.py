# CMP-08: cancelling the gather, the one that waits for it, and children that swallow it
import asyncio

async def job(name, stubborn):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print(name, repr(e))
        if stubborn:
            return name
        raise

async def main():
    tasks = [asyncio.create_task(job(name, name == "b")) for name in "abc"]
    group = asyncio.gather(*tasks)
    await asyncio.sleep(1)
    print(group.cancel("closing time"), group.done(), [task.cancelling() for task in tasks])
    try:
        await group
    except asyncio.CancelledError as e:
        print("awaiter", repr(e))
    print(group, [task.cancelled() for task in tasks], group.cancel())

    async def waiter():
        await asyncio.gather(job("d", True), job("e", True))

    task = asyncio.create_task(waiter())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
