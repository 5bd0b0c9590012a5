# TSK-07, CAN-15: a task's repr in every state
import asyncio

async def nap():
    await asyncio.sleep(1)
    return "rested"

async def fail():
    raise ValueError("no bed")

async def main():
    task = asyncio.create_task(nap(), name="napper")
    print(task)
    await asyncio.sleep(0)
    print(task)
    outer = asyncio.create_task(asyncio.wait_for(task, 9), name="waiter")
    await asyncio.sleep(0.5)
    print(task)
    print(outer.get_name(), outer.done())
    await outer
    print(task)
    failed = asyncio.create_task(fail(), name="failed")
    await asyncio.wait([failed])
    print(failed, repr(failed.exception()))
    gone = asyncio.create_task(nap(), name="gone")
    await asyncio.sleep(0)
    gone.cancel()
    print(gone)
    await asyncio.wait([gone])
    print(gone)
    print(asyncio.current_task())

asyncio.run(main())
