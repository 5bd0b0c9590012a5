# TSK-22: a failed task that nobody looked at is reported once, a cancelled one never
import asyncio

async def fail(what):
    raise OSError(what)

async def main():
    unseen = asyncio.create_task(fail("disk full"), name="unseen")
    seen = asyncio.create_task(fail("no route"), name="seen")
    poked = asyncio.create_task(fail("no paper"), name="poked")
    gone = asyncio.create_task(asyncio.sleep(9), name="gone")
    await asyncio.sleep(1)
    gone.cancel()
    await asyncio.sleep(0)
    print(repr(seen.exception()))
    print(poked.cancel(), poked.done(), gone.cancelled(), unseen.done())

asyncio.run(main())
