# proves: GRA-02
# The graph of a task that has ended: an entry without a frame
import asyncio

async def value():
    return 1

async def fails():
    raise ValueError("expected")

def show(graph, indent=""):
    print(indent, type(graph.future).__name__, [entry.frame and entry.frame.f_code.co_qualname for entry in graph.call_stack])
    for awaiter in graph.awaited_by:
        show(awaiter, indent + "  ")

async def main():
    task = asyncio.create_task(value())
    show(asyncio.capture_call_graph(task))
    await task
    graph = asyncio.capture_call_graph(task)
    show(graph)
    print(graph.call_stack)
    show(asyncio.capture_call_graph(task, limit=0))
    show(asyncio.capture_call_graph(task, limit=-1))
    print(len(asyncio.format_call_graph(task, limit=0).splitlines()))
    try:
        asyncio.format_call_graph(task)
    except AttributeError as e:
        print(repr(e))
    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    show(asyncio.capture_call_graph(task))
    print(repr(task.exception()))
    task = asyncio.create_task(asyncio.sleep(3))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    show(asyncio.capture_call_graph(task))
    show(asyncio.capture_call_graph(asyncio.eager_task_factory(asyncio.get_running_loop(), value())))
    future = asyncio.Future()
    future.set_result(1)
    show(asyncio.capture_call_graph(future))

asyncio.run(main())
