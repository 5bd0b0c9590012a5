# proves: TMO-05
# Another exception passes, before and after the deadline
import asyncio

async def main():
    try:
        async with asyncio.timeout(1) as cm:
            raise KeyError("before")
    except KeyError as e:
        print(repr(e), cm.expired())
    try:
        async with asyncio.timeout(1) as cm:
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                raise KeyError("after")
    except KeyError as e:
        print(repr(e), cm.expired(), asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(1) as cm:
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                raise ExceptionGroup("after", [ValueError(1)])
    except ExceptionGroup as e:
        print(repr(e), cm.expired())

asyncio.run(main())
