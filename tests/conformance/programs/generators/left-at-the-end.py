# proves: AGN-02 RUN-01
# The task that closes a generator is cancelled before its first step when main() has ended: the generator sees CancelledError
import asyncio

async def numbers(name):
    try:
        for i in range(5):
            yield i
    except BaseException as e:
        print(name, "sees", repr(e), "in", asyncio.current_task().get_name())
        raise
    finally:
        print(name, "closing")
        await asyncio.sleep(0)
        print(name, "closed")

async def raises():
    async for x in numbers("raise"):
        raise ValueError("boom")

async def returns():
    async for x in numbers("return"):
        return 5

async def breaks():
    async for x in numbers("break"):
        break

async def waits():
    async for x in numbers("wait"):
        await asyncio.sleep(10)

async def left_over():
    asyncio.create_task(waits())
    await asyncio.sleep(1)

async def cancelled():
    task = asyncio.create_task(waits())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", repr(e))
    for i in range(4):
        await asyncio.sleep(0)
        print("turn", i)

async def stubborn():
    try:
        yield 1
        yield 2
    except asyncio.CancelledError:
        print("refuses to be cancelled")
        yield 3
    except GeneratorExit:
        print("refuses to end")
        yield 4

async def refused():
    async for x in stubborn():
        break

async def refused_later():
    async for x in stubborn():
        break
    await asyncio.sleep(1)

for test in (raises, returns, breaks, left_over, cancelled, refused, refused_later):
    print("--", test.__name__)
    try:
        print(asyncio.run(test()))
    except ValueError as e:
        print("out comes", repr(e))
