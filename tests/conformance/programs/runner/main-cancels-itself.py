# proves: RUN-07
# A main task that is cancelled without any Ctrl-C
import asyncio

async def main():
    asyncio.current_task().cancel("myself")
    await asyncio.sleep(1)

try:
    asyncio.run(main())
except asyncio.CancelledError as e:
    print(repr(e))
