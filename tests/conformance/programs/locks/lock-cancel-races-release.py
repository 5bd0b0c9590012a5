# proves: LCK-03 LCK-04
# Released and cancelled in one step: the next in line gets it, in both orders
import asyncio

async def waiter(name, lock):
    try:
        await lock.acquire()
        print(name, "has it")
    except asyncio.CancelledError:
        print(name, "gives up")
        raise
    lock.release()

async def race(release_first):
    lock = asyncio.Lock()
    await lock.acquire()
    a = asyncio.create_task(waiter("a", lock))
    b = asyncio.create_task(waiter("b", lock))
    await asyncio.sleep(0)
    if release_first:
        lock.release()
        a.cancel()
    else:
        a.cancel()
        lock.release()
    await asyncio.wait([a, b])
    print(a.cancelled(), b.cancelled(), lock)

async def main():
    await race(True)
    await race(False)

asyncio.run(main())
