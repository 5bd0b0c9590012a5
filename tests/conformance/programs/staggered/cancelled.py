# proves: MSC-02
# Cancelled from outside, more than once: passed to the attempts, and awaited
import asyncio
from asyncio import staggered

log = []

async def stubborn(name):
    for i in range(2):
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError as e:
            log.append(f"{name} {i} {e!r}")
    raise ValueError(name)

async def main():
    task = asyncio.create_task(staggered.staggered_race([lambda: stubborn("a"), lambda: stubborn("b")], 1))
    await asyncio.sleep(2)
    task.cancel("one")
    await asyncio.sleep(1)
    print(task.done())
    task.cancel("two")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), sorted(log))

asyncio.run(main())
