# proves: LOP-08 TSK-13
# SystemExit out of the main coroutine: the loop can be used again, nothing is reported
import asyncio

async def leaves():
    raise SystemExit(7)

async def interrupted():
    raise KeyboardInterrupt()

async def normal():
    await asyncio.sleep(1)
    return "normal"

loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(leaves())
except SystemExit as e:
    print(repr(e))
print(loop.run_until_complete(normal()))
try:
    loop.run_until_complete(interrupted())
except KeyboardInterrupt as e:
    print(repr(e))
print(loop.run_until_complete(normal()))
loop.close()
