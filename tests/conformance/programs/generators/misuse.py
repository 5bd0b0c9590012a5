# AGN-02, AGN-03: a running generator, a finished one, one that refuses to close, StopAsyncIteration inside
import asyncio

async def slow():
    await asyncio.sleep(5)
    yield 1

async def stubborn():
    try:
        yield 1
    finally:
        yield 2

async def stops():
    yield 1
    raise StopAsyncIteration

async def main():
    busy = slow()
    task = asyncio.create_task(anext(busy))
    await asyncio.sleep(1)
    for attempt in (lambda: anext(busy), lambda: busy.aclose(), lambda: busy.athrow(ValueError)):
        try:
            await attempt()
        except RuntimeError as e:
            print(e)
    print(await task)
    refuses = stubborn()
    print(await anext(refuses))
    try:
        await refuses.aclose()
    except RuntimeError as e:
        print(e)
    strange = stops()
    print(await anext(strange))
    try:
        await anext(strange)
    except RuntimeError as e:
        print(e)
    finished = slow()
    await finished.aclose()
    await finished.aclose()
    try:
        await anext(finished)
    except StopAsyncIteration as e:
        print(repr(e))

asyncio.run(main())
