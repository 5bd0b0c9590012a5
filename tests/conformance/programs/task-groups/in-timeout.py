# proves: TGR-05 TGR-10
# A group under a time limit
import asyncio

log = []

async def child(name):
    try:
        await asyncio.sleep(9)
    finally:
        log.append(name)

async def main():
    try:
        async with asyncio.timeout(1):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child("a"))
                tg.create_task(child("b"))
    except TimeoutError as e:
        print(repr(e), sorted(log))
    print(asyncio.current_task().cancelling())
    try:
        async with asyncio.TaskGroup() as tg:
            async with asyncio.timeout(1):
                tg.create_task(child("c"))
                await asyncio.sleep(9)
    except ExceptionGroup as e:
        print(repr(e))

asyncio.run(main())
