# proves: CMP-23
# Exceptions and cancellations come where they belong
import asyncio

async def job(n):
    await asyncio.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n

async def main():
    tasks = [asyncio.create_task(job(n)) for n in [1, 2, 3]]
    tasks[2].cancel()
    for coro in asyncio.as_completed(tasks):
        try:
            print(await coro)
        except ValueError as e:
            print(repr(e))
        except asyncio.CancelledError as e:
            print(repr(e))

asyncio.run(main())
