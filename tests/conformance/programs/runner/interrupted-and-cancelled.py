# proves: RUN-07
# interrupt: idle
# Cancelled by somebody else as well: CancelledError stays
import asyncio

async def main():
    task = asyncio.current_task()
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        print(task.cancelling())
        task.cancel()
        raise

try:
    asyncio.run(main())
except asyncio.CancelledError as e:
    print(repr(e))
