# proves: CND-04 CND-05
# Notified, then cancelled while it waits for the lock: it still gets the lock first
import asyncio

async def waiter(name, cond):
    async with cond:
        try:
            await cond.wait()
            print(name, "goes on")
        except asyncio.CancelledError as e:
            print(name, repr(e), cond.locked())
            raise

async def main():
    cond = asyncio.Condition()
    a = asyncio.create_task(waiter("a", cond))
    b = asyncio.create_task(waiter("b", cond))
    await asyncio.sleep(0)
    await cond.acquire()
    cond.notify(1)
    await asyncio.sleep(0)
    a.cancel("first")
    await asyncio.sleep(0)
    a.cancel("second")
    await asyncio.sleep(1)
    print("still waits for the lock", a.done())
    cond.release()
    await asyncio.wait([a, b])
    print(a.cancelled(), b.cancelled(), cond)

asyncio.run(main())
