# RUN-04: what is left when main returns is cancelled, and awaited
import asyncio

async def linger(name, cleanup):
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print(name, "cancelled; loop closed:", asyncio.get_running_loop().is_closed())
        await asyncio.sleep(cleanup)
        print(name, "cleaned up")
        raise

async def main():
    task = asyncio.create_task(linger("leftover", 3600))
    await asyncio.sleep(1)
    print("main returns")
    return task

task = asyncio.run(main())
print(task.cancelled())
