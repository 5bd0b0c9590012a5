# proves: TGR-07
# KeyboardInterrupt from a child leaves the loop at once; the group raises it bare
import asyncio

async def child():
    await asyncio.sleep(1)
    raise KeyboardInterrupt("stop")

async def sibling():
    try:
        await asyncio.sleep(9)
    finally:
        print("sibling cleaned up")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            tg.create_task(sibling())
    except BaseException as e:
        print(repr(e))
        raise

try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print("out", repr(e))
