# CMP-14, CMP-15: the shield takes the cancellation, the inner task goes on
import asyncio

async def deliver(what):
    await asyncio.sleep(3)
    print(what, "delivered")
    return what

async def main():
    print(await asyncio.shield(deliver("letter")))
    inner = asyncio.create_task(deliver("parcel"))
    outer = asyncio.shield(inner)

    async def customer():
        try:
            await outer
        except asyncio.CancelledError:
            print("customer leaves", inner.cancelling(), outer.cancelled())
            raise

    task = asyncio.create_task(customer())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    print(inner, outer)
    print(await inner)
    done = asyncio.shield(inner)
    print(done is inner)

asyncio.run(main())
