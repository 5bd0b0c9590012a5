# proves: TGR-02
# A group's repr in its states
import asyncio

async def fails():
    raise ValueError("x")

async def slow():
    try:
        await asyncio.sleep(9)
    finally:
        print(groups[0])
        await asyncio.sleep(1)

groups = []

async def main():
    tg = asyncio.TaskGroup()
    groups.append(tg)
    print(tg)
    try:
        async with tg:
            print(tg)
            tg.create_task(slow())
            await asyncio.sleep(0)
            tg.create_task(fails())
            print(tg)
    except ExceptionGroup:
        print(tg)

asyncio.run(main())
