# proves: AGN-05
# A generator as a plain context manager: values, exceptions, suppression, awaits in the block
import asyncio
import contextlib

@contextlib.contextmanager
def door(name):
    print("opens", name)
    try:
        yield name
    finally:
        print("closes", name)

@contextlib.contextmanager
def swallowing():
    try:
        yield
    except ValueError as e:
        print("swallowed", repr(e))

@contextlib.contextmanager
def replacing():
    try:
        yield
    except ValueError as e:
        raise KeyError("instead") from e

with door("front") as name:
    print("inside", name)
try:
    with door("back"):
        raise KeyError("out")
except KeyError as e:
    print(repr(e))
with swallowing() as nothing:
    print(nothing)
    raise ValueError("in")
print("goes on")
try:
    with swallowing():
        raise KeyError("through")
except KeyError as e:
    print(repr(e))
try:
    with replacing():
        raise ValueError("first")
except KeyError as e:
    print(repr(e), repr(e.__cause__))

async def waits(name):
    with door(name):
        await asyncio.sleep(1)
        print(name, "slept")
        await asyncio.sleep(9)

async def main():
    with swallowing():
        await asyncio.sleep(1)
        raise ValueError("after an await")
    task = asyncio.create_task(waits("task"))
    await asyncio.sleep(2)
    task.cancel("stop")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))

asyncio.run(main())
