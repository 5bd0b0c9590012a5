# TSK-20: what a destroyed task awaits while it cleans up is run as far as it does not wait
import asyncio
import gc

async def five():
    return 5

async def in_timeout():
    async with asyncio.timeout(10):
        try:
            await asyncio.sleep(3600)
        finally:
            print("in_timeout cleans up")

async def awaits():
    try:
        await asyncio.sleep(3600)
    finally:
        done = loop.create_future()
        done.set_result(7)
        print("awaits", await five(), await done)

async def sleeps():
    try:
        await asyncio.sleep(3600)
    finally:
        await asyncio.sleep(1)
        print("never")

async def outer():
    try:
        await sleeps()
    except RuntimeError as error:
        print("outer sees", error)
    finally:
        print("outer", await five())

async def fails():
    try:
        await asyncio.sleep(3600)
    finally:
        raise ValueError("the clean-up failed")

async def gives_way():
    try:
        await asyncio.sleep(3600)
    finally:
        await asyncio.sleep(0)

async def start():
    return [asyncio.create_task(f(), name=f.__name__) for f in (in_timeout, awaits, outer, fails, gives_way)]

def main():
    global loop
    loop = asyncio.new_event_loop()
    tasks = loop.run_until_complete(start())
    loop.run_until_complete(asyncio.sleep(1))
    print(len(tasks))
    loop.close()

main()
gc.collect()
