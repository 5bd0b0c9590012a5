# proves: AGN-05
# Generators that do not yield once
import asyncio
import contextlib

@contextlib.asynccontextmanager
async def never():
    if False:
        yield

@contextlib.asynccontextmanager
async def twice():
    yield 1
    yield 2

@contextlib.asynccontextmanager
async def again_after_error():
    try:
        yield 1
    except ValueError:
        yield 2

@contextlib.asynccontextmanager
async def replaces():
    try:
        yield
    except ValueError as e:
        raise KeyError("instead") from e

async def main():
    for make in [never, twice]:
        try:
            async with make():
                print("inside")
        except RuntimeError as e:
            print(repr(e))
    for make in [again_after_error, replaces]:
        try:
            async with make():
                raise ValueError("inside")
        except (RuntimeError, KeyError) as e:
            print(repr(e), repr(e.__cause__))

asyncio.run(main())
