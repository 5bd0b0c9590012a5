# proves: EAG-07
# A tree of gathers that never suspends makes no task that is scheduled
import asyncio

counted = []

class Counting(asyncio.Task):
    def __init__(self, coro, **kwargs):
        super().__init__(coro, **kwargs)
        if not self.done():
            counted.append(self)

def make(coro, **kwargs):
    return Counting(coro, **kwargs)

async def tree(depth):
    if depth == 0:
        return 1
    results = await asyncio.gather(*[tree(depth - 1) for _ in range(3)])
    return sum(results)

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.create_eager_task_factory(make))
    print(await tree(4), len(counted))
    loop.set_task_factory(None)
    print(await tree(3), len(counted))

asyncio.run(main())
