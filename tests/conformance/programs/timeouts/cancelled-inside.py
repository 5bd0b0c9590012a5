# proves: TMO-06 TMO-07
# Cancelled from outside before the deadline, and in the same pass as it
import asyncio

async def body(cms):
    async with asyncio.timeout(2) as cm:
        cms.append(cm)
        await asyncio.sleep(9)

async def main():
    for moment in [1, 2]:
        cms = []
        task = asyncio.create_task(body(cms))
        await asyncio.sleep(moment)
        task.cancel("outside")
        try:
            await task
        except asyncio.CancelledError as e:
            print(repr(e), cms[0].expired(), task.cancelling())
        except TimeoutError as e:
            print(repr(e), cms[0].expired(), task.cancelling())

asyncio.run(main())
