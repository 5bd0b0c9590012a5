# proves: TMO-14
# A subclass of CancelledError counts as the cancellation
import asyncio

class Mine(asyncio.CancelledError):
    pass

async def main():
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                raise Mine("mine")
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__))

asyncio.run(main())
