# proves: GRA-02 GRA-04
# The current task's calls, innermost first; depth and limit
import asyncio

def names(graph):
    return [entry.frame.f_code.co_qualname for entry in graph.call_stack]

def helper():
    graph = asyncio.capture_call_graph()
    print(graph.future is asyncio.current_task(), names(graph))
    print("depth 2", names(asyncio.capture_call_graph(depth=2)))
    print("depth 3", names(asyncio.capture_call_graph(depth=3)))
    for limit in [1, 2, -1, -2, 0]:
        print("limit", limit, names(asyncio.capture_call_graph(limit=limit)))

async def inner():
    helper()

async def middle():
    await inner()

async def main():
    await middle()
    print(asyncio.capture_call_graph().awaited_by)

asyncio.run(main())
