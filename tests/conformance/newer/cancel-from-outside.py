# proves: TGR-17
# Another task cancels the group; errors in the clean-up are still raised; no new tasks
import asyncio

groups = []

async def fails():
    try:
        await asyncio.sleep(9)
    finally:
        raise ValueError("in clean-up")

async def nothing():
    pass

async def member():
    try:
        async with asyncio.TaskGroup() as tg:
            groups.append(tg)
            tg.create_task(fails())
            try:
                await asyncio.sleep(9)
            finally:
                try:
                    tg.create_task(nothing())
                except RuntimeError as e:
                    print(repr(e))
    except ExceptionGroup as e:
        print(repr(e), asyncio.current_task().cancelling())
    return "member ends"

async def main():
    task = asyncio.create_task(member())
    await asyncio.sleep(1)
    groups[0].cancel()
    print(await task)

asyncio.run(main())
