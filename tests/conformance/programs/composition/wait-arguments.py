# CMP-19: what wait refuses
import asyncio

async def fine():
    return 1

async def main():
    coroutine = fine()
    task = asyncio.create_task(fine())
    for attempt in (lambda: asyncio.wait([]), lambda: asyncio.wait(task), lambda: asyncio.wait([coroutine]), lambda: asyncio.wait([task], return_when="SOON")):
        try:
            await attempt()
        except (TypeError, ValueError) as e:
            print(repr(e))
    coroutine.close()
    print(await task)

asyncio.run(main())
