# RUN-01, RUN-02: what run() gives back and what it refuses
import asyncio

async def value():
    await asyncio.sleep(1)
    return "value"

async def failure():
    raise KeyError("main failed")

print(asyncio.run(value()))
try:
    asyncio.run(failure())
except KeyError as e:
    print(repr(e))
for thing in (5, None, value):
    try:
        asyncio.run(thing)
    except TypeError as e:
        print(str(e).partition(" at 0x")[0])
