# proves: TMO-09 TMO-10
# When it cannot be moved, or entered
import asyncio

def attempt(cm):
    try:
        cm.reschedule(None)
    except RuntimeError as e:
        print(repr(e))

async def main():
    cm = asyncio.timeout(1)
    attempt(cm)
    try:
        async with cm:
            try:
                await cm.__aenter__()
            except RuntimeError as e:
                print(repr(e))
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                attempt(cm)
                raise
    except TimeoutError:
        attempt(cm)
    async with asyncio.timeout(1) as other:
        pass
    attempt(other)
    try:
        async with other:
            pass
    except RuntimeError as e:
        print(repr(e))

asyncio.run(main())
