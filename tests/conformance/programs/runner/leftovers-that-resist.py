# proves: RUN-04
# A leftover that takes its time, one that fails, one that returns
import asyncio

async def slow():
    try:
        await asyncio.sleep(99)
    finally:
        await asyncio.sleep(2)

async def returns():
    try:
        await asyncio.sleep(99)
    except asyncio.CancelledError:
        return "no matter"

async def fails():
    try:
        await asyncio.sleep(99)
    finally:
        raise ValueError("at the end")

kept = []

async def main():
    for make in [slow, returns, fails]:
        kept.append(asyncio.create_task(make(), name=make.__name__))
    await asyncio.sleep(1)
    print("main ends")
    return "result"

print(asyncio.run(main()))
print([task.done() for task in kept], [task.cancelled() for task in kept])
