# proves: TGR-19
# GeneratorExit alone leaves the block bare; together with errors it is in their group
import asyncio

async def fails():
    raise ValueError("child")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(asyncio.sleep(9))
            await asyncio.sleep(0)
            raise GeneratorExit("closing")
    except GeneratorExit as e:
        print(repr(e))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
            try:
                await asyncio.sleep(9)
            finally:
                raise GeneratorExit("closing")
    except BaseExceptionGroup as e:
        print(repr(e))

asyncio.run(main())
