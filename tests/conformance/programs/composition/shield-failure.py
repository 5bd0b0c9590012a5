# CMP-14, CMP-16: a failure before and after the shield was cancelled; the inner task cancelled
import asyncio

async def fail(what):
    await asyncio.sleep(2)
    raise OSError(what)

async def main():
    try:
        await asyncio.shield(fail("seen"))
    except OSError as e:
        print(repr(e))
    inner = asyncio.create_task(fail("unseen"))
    outer = asyncio.shield(inner)
    await asyncio.sleep(1)
    outer.cancel()
    print(outer.cancelled(), inner.done())
    await asyncio.sleep(2)
    print(inner.done())
    inner = asyncio.create_task(asyncio.sleep(9))
    outer = asyncio.shield(inner)
    await asyncio.sleep(1)
    inner.cancel()
    await asyncio.wait([outer])
    print(outer.cancelled(), inner.cancelled())

asyncio.run(main())
