# TSK-23: an object of one's own can be awaited and made a task
import asyncio

class Kettle:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        return self.boil().__await__()

    async def boil(self):
        await asyncio.sleep(self.seconds)
        return f"boiled {self.seconds} s"

async def main():
    print(await Kettle(1))
    fut = asyncio.ensure_future(Kettle(2))
    print(isinstance(fut, asyncio.Task))
    print(await fut)
    print(await asyncio.gather(Kettle(3), Kettle(4)))

asyncio.run(main())
