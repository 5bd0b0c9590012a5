# Two levels of tasks resume one pass after another
import asyncio

async def leaf():
    await asyncio.sleep(1)
    print("leaf returns")

async def branch(task):
    await task
    print("branch returns")

async def main():
    task = asyncio.create_task(leaf())
    branches = [asyncio.create_task(branch(task)) for _ in range(2)]
    task.add_done_callback(lambda done: print("callback of the leaf"))
    trunk = asyncio.create_task(branch(branches[1]))
    await asyncio.gather(trunk, *branches)
    print("main returns")

asyncio.run(main())
