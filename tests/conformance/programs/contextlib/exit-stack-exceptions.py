# proves: AGN-05
# Exceptions in a stack: seen by each, replaced, swallowed
import asyncio
import contextlib

class Seer:
    def __init__(self, name, does):
        self.name = name
        self.does = does

    async def __aenter__(self):
        return self

    async def __aexit__(self, et, e, tb):
        print(self.name, "sees", repr(e))
        if self.does == "replace":
            raise KeyError(self.name)
        return self.does == "swallow"

async def attempt(*kinds):
    try:
        async with contextlib.AsyncExitStack() as stack:
            for kind in kinds:
                await stack.enter_async_context(Seer(kind, kind))
            raise ValueError("block")
    except Exception as e:
        print("out", repr(e))

async def main():
    await attempt("pass", "pass")
    await attempt("pass", "swallow", "pass")
    await attempt("pass", "replace", "pass")
    await attempt("swallow", "replace")
    await attempt("replace", "swallow")

asyncio.run(main())
