# TSK-20: loop.close() cancels nothing
import asyncio
import gc

async def linger(name):
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "finally")

async def start():
    return [asyncio.create_task(linger(name), name=name) for name in ("first", "second")]

def main():
    loop = asyncio.new_event_loop()
    tasks = loop.run_until_complete(start())
    loop.run_until_complete(asyncio.sleep(1))
    print([task.done() for task in tasks])
    loop.close()

main()
gc.collect()
