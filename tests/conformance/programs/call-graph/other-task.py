# proves: GRA-01 GRA-02 GRA-04
# A suspended task's coroutines; who awaits it; limits
import asyncio

def names(graph):
    return [entry.frame.f_code.co_qualname for entry in graph.call_stack]

async def leaf(fut):
    await fut

async def middle(fut):
    await leaf(fut)

async def job(fut):
    await middle(fut)

async def awaiter(task):
    await task

async def main():
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(job(fut), name="job")
    waiter = asyncio.create_task(awaiter(task), name="waiter")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    graph = asyncio.capture_call_graph(task)
    print(names(graph), [[each.future.get_name(), names(each)] for each in graph.awaited_by])
    for limit in [1, -1, 2, 0]:
        print("limit", limit, names(asyncio.capture_call_graph(task, limit=limit)))
    graph = asyncio.capture_call_graph(fut)
    print(names(graph), [each.future.get_name() for each in graph.awaited_by], [each.future.get_name() for each in graph.awaited_by[0].awaited_by])
    fut.set_result(None)
    await waiter
    print(asyncio.capture_call_graph(fut).awaited_by, asyncio.capture_call_graph(task, limit=0).awaited_by)

asyncio.run(main())
