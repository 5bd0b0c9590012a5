# proves: TGR-02
# An uncaught group of errors, as it is printed
import asyncio

async def fails(text):
    await asyncio.sleep(0)
    raise ValueError(text)

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fails("a"))
        tg.create_task(fails("b"))

asyncio.run(main())
