# proves: AGN-05
# A manager that does nothing
import asyncio
import contextlib

async def main():
    async with contextlib.nullcontext() as value:
        print(value)
    async with contextlib.nullcontext("given") as value:
        print(value)
    with contextlib.nullcontext(5) as value:
        print(value)
    try:
        async with contextlib.nullcontext():
            raise ValueError("through")
    except ValueError as e:
        print(repr(e))

asyncio.run(main())
