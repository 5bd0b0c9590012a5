# proves: TGR-14
# A child that is done is no longer in the group
import asyncio

async def main():
    async with asyncio.TaskGroup() as tg:
        for _ in range(3):
            await tg.create_task(asyncio.sleep(1))
            await asyncio.sleep(0)
            print(tg)
        tg.create_task(asyncio.sleep(1))
        print(tg)
    print(tg)

asyncio.run(main())
