# proves: AGN-05
# AsyncExitStack: everything in reverse order, waits and plain ones mixed
import asyncio
import contextlib

class Door:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, *exc):
        print("exit", self.name)

class AsyncDoor:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await asyncio.sleep(1)
        print("aenter", self.name)
        return self.name

    async def __aexit__(self, *exc):
        await asyncio.sleep(1)
        print("aexit", self.name)

async def goodbye(name):
    await asyncio.sleep(1)
    print("goodbye", name)

async def main():
    async with contextlib.AsyncExitStack() as stack:
        print(stack.enter_context(Door("a")))
        print(await stack.enter_async_context(AsyncDoor("b")))
        stack.callback(print, "callback", 1)
        stack.push_async_callback(goodbye, "c")
        stack.push(Door("d"))
        stack.push_async_exit(AsyncDoor("e"))
        print("block ends")
    stack = contextlib.AsyncExitStack()
    stack.callback(print, "moved")
    other = stack.pop_all()
    await stack.aclose()
    print("empty one closed")
    await other.aclose()

asyncio.run(main())
