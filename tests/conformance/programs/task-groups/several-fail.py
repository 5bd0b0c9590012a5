# proves: TGR-02
# Children that fail in one pass, and in their clean-up: all errors, in order
import asyncio

async def fails(text):
    await asyncio.sleep(1)
    raise ValueError(text)

async def fails_late(text):
    try:
        await asyncio.sleep(9)
    finally:
        raise KeyError(text)

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails("a"))
            tg.create_task(fails("b"))
            tg.create_task(fails_late("c"))
    except* ValueError as group:
        print("values", repr(group))
    except* KeyError as group:
        print("keys", repr(group))

asyncio.run(main())
