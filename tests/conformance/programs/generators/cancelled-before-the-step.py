# proves: AGN-03
# A task of anext(), athrow() or aclose() that is cancelled before it begins throws CancelledError into the generator
import asyncio

async def numbers(name):
    try:
        for i in range(5):
            yield i
    except BaseException as e:
        print(name, "sees", repr(e))
        raise
    finally:
        print(name, "closing")
        await asyncio.sleep(0)
        print(name, "closed")

async def stubborn():
    try:
        yield 1
        yield 2
    except asyncio.CancelledError:
        print("refuses")
        yield 3

async def cancelled(gen, awaitable):
    task = asyncio.create_task(awaitable)
    print(task)
    task.cancel()
    try:
        print("gives", await task)
    except BaseException as e:
        print("raises", repr(e))
    try:
        print("then", await anext(gen))
    except StopAsyncIteration:
        print("has ended")

async def main():
    gen = numbers("anext")
    await anext(gen)
    await cancelled(gen, gen.__anext__())
    gen = numbers("asend")
    await anext(gen)
    await cancelled(gen, gen.asend(5))
    gen = numbers("athrow")
    await anext(gen)
    await cancelled(gen, gen.athrow(ValueError("v")))
    gen = numbers("aclose")
    await anext(gen)
    await cancelled(gen, gen.aclose())
    for method in ("__anext__", "aclose"):
        print("not begun:", method)
        gen = numbers("fresh")
        await cancelled(gen, getattr(gen, method)())
    print("ended")
    await cancelled(gen, gen.__anext__())
    await cancelled(gen, gen.aclose())
    gen = stubborn()
    await anext(gen)
    await cancelled(gen, gen.__anext__())
    gen = stubborn()
    await anext(gen)
    await cancelled(gen, gen.aclose())

asyncio.run(main())
