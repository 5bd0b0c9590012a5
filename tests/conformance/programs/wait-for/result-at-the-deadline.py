# proves: WFR-05 WFR-03
# Result and deadline at one instant
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    for first in [True, False]:
        fut = loop.create_future()
        if first:
            loop.call_later(1, fut.set_result, "in time")
        waiter = asyncio.create_task(asyncio.wait_for(fut, 1))
        await asyncio.sleep(0)
        if not first:
            loop.call_later(1, lambda: fut.done() or fut.set_result("too late"))
        try:
            print(await waiter)
        except TimeoutError as e:
            print(repr(e), fut.cancelled())

asyncio.run(main())
