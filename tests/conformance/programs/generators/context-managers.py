# AGN-05: async with and with, their order, and what a truthy exit does
import asyncio

class Door:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await asyncio.sleep(1)
        print(self.name, "opened")
        return self.name

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(1)
        print(self.name, "closed", repr(error))
        return self.swallow

class Lamp:
    def __enter__(self):
        print("light on")
        return "lamp"

    def __exit__(self, kind, error, traceback):
        print("light off", repr(error))

async def main():
    async with Door("front") as front:
        async with Door("back") as back:
            with Lamp() as lamp:
                print("inside", front, back, lamp)
    async with Door("trap", swallow=True):
        raise ValueError("swallowed")
    print("goes on")
    try:
        async with Door("glass"):
            raise KeyError("passes through")
    except KeyError as e:
        print(repr(e))

    async def held():
        async with Door("cellar"):
            await asyncio.sleep(9)

    task = asyncio.create_task(held())
    await asyncio.sleep(2)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
