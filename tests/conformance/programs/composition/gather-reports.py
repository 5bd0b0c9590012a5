# Which forgotten gathers are reported
import asyncio

async def fail(what):
    raise OSError(what)

async def main():
    cancelled_early = asyncio.gather(asyncio.sleep(9), asyncio.sleep(9))
    cancelled_early.cancel()
    failed = asyncio.gather(fail("disk"), asyncio.sleep(1))
    excused = asyncio.gather(fail("disk"), asyncio.sleep(1), return_exceptions=True)
    looked_at = asyncio.gather(fail("paper"))
    await asyncio.sleep(3)
    print(cancelled_early.cancelled(), failed.done(), excused.done(), repr(looked_at.exception()))

asyncio.run(main())
