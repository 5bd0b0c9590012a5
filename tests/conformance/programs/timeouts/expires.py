# proves: TMO-01
# The body sees CancelledError, whoever is outside TimeoutError
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(2) as cm:
            print(f"{cm.when() - loop.time():g}", cm.expired())
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                print(repr(e), cm.expired())
                raise
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__), cm.expired(), f"{cm.when():g}")
    print(asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout_at(loop.time() + 1) as cm:
            await asyncio.sleep(9)
    except TimeoutError:
        print("at", f"{cm.when():g}", f"{loop.time():g}")

asyncio.run(main())
