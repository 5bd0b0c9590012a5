# proves: CMP-17
# A shield around a gather, and a gather of shields
import asyncio

async def job(n):
    try:
        await asyncio.sleep(n)
        print("job", n)
        return n
    except asyncio.CancelledError:
        print("job", n, "cancelled")
        raise

async def main():
    inner = asyncio.gather(job(1), job(2))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0.5)
    print(outer.cancel(), inner.cancelled())
    print(await inner)
    tasks = [asyncio.create_task(job(n)) for n in [1, 2]]
    group = asyncio.gather(*[asyncio.shield(task) for task in tasks])
    await asyncio.sleep(0.5)
    print(group.cancel())
    try:
        await group
    except asyncio.CancelledError as e:
        print(repr(e), [task.done() for task in tasks])
    print(await asyncio.gather(*tasks))

asyncio.run(main())
