# proves: GRA-02
# From a suspended task CPython cannot see into the async generators that it awaits; from the running one it can
import asyncio
import contextlib

def show(graph, indent=""):
    print(indent, type(graph.future).__name__, [entry.frame.f_code.co_qualname for entry in graph.call_stack])
    for awaiter in graph.awaited_by:
        show(awaiter, indent + "  ")

async def numbers():
    await asyncio.sleep(1)
    yield 1
    await asyncio.sleep(1)

async def user():
    async for n in numbers():
        pass

async def chain():
    async def doubled():
        async for n in numbers():
            yield 2 * n
    async for n in doubled():
        pass

async def by_hand():
    gen = numbers()
    await anext(gen)
    await gen.athrow(ValueError("expected"))

@contextlib.asynccontextmanager
async def manager():
    await asyncio.sleep(1)
    yield

async def entering():
    async with manager():
        await asyncio.sleep(1)

async def running():
    async def within():
        show(asyncio.capture_call_graph())
        yield 1
    async for n in within():
        pass

async def main():
    for body in (user, chain, by_hand, entering):
        task = asyncio.create_task(body())
        await asyncio.sleep(0.5)
        show(asyncio.capture_call_graph(task))
        await asyncio.wait([task])
        task.exception()
    await asyncio.create_task(running())
    group = asyncio.gather(user(), chain())
    task = asyncio.create_task(asyncio.wait_for(group, 10))
    await asyncio.sleep(0.5)
    show(asyncio.capture_call_graph(group))
    await task

asyncio.run(main())
