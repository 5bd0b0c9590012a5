# proves: GRA-01
# Who awaits whom through gather, wait, shield, groups and races; gone when done
import asyncio
from asyncio import staggered

def awaiters(fut):
    return sorted([each.future.get_name() for each in asyncio.capture_call_graph(fut).awaited_by])

async def gatherer(fut):
    await asyncio.gather(fut)

async def waiter(fut):
    await asyncio.wait([fut])

async def shielder(fut):
    await asyncio.shield(fut)

async def plain(fut):
    await fut

async def grouper(fut):
    async with asyncio.TaskGroup() as tg:
        tg.create_task(plain(fut), name="child")
        await asyncio.sleep(0)

async def main():
    fut = asyncio.get_running_loop().create_future()
    makers = [gatherer, waiter, shielder, plain, grouper]
    tasks = [asyncio.create_task(make(fut), name=make.__name__) for make in makers]
    for _ in range(3):
        await asyncio.sleep(0)
    print(awaiters(fut))
    graph = asyncio.capture_call_graph(fut)
    for each in graph.awaited_by:
        if each.future.get_name() == "child":
            print("child", [parent.future.get_name() for parent in each.awaited_by])
    fut.set_result(None)
    await asyncio.gather(*tasks)
    print(awaiters(fut))

asyncio.run(main())
