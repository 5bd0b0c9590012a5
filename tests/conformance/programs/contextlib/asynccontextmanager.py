# proves: AGN-05
# A generator as a context manager: values, exceptions, suppression
import asyncio
import contextlib

@contextlib.asynccontextmanager
async def door(name):
    print("opens", name)
    await asyncio.sleep(1)
    try:
        yield name
    finally:
        await asyncio.sleep(1)
        print("closes", name)

@contextlib.asynccontextmanager
async def swallowing():
    try:
        yield
    except ValueError as e:
        print("swallowed", repr(e))

async def main():
    async with door("front") as name:
        print("inside", name)
    try:
        async with door("back"):
            raise KeyError("out")
    except KeyError as e:
        print(repr(e))
    async with swallowing() as nothing:
        print(nothing)
        raise ValueError("in")
    print("goes on")
    try:
        async with swallowing():
            raise KeyError("through")
    except KeyError as e:
        print(repr(e))

asyncio.run(main())
