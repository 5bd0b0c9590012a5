# proves: LOP-11 TSK-25
# What a closed loop refuses
import asyncio

async def nothing():
    pass

loop = asyncio.new_event_loop()
loop.close()
loop.close()
print(loop.is_closed(), loop)
for attempt in [
    lambda: loop.call_soon(print),
    lambda: loop.call_later(1, print),
    lambda: loop.call_at(1, print),
    lambda: loop.call_soon_threadsafe(print),
]:
    try:
        attempt()
    except RuntimeError as e:
        print(repr(e))
coro = nothing()
try:
    loop.create_task(coro)
except RuntimeError as e:
    print(repr(e))
try:
    loop.run_until_complete(coro)
except RuntimeError as e:
    print(repr(e))
try:
    loop.run_forever()
except RuntimeError as e:
    print(repr(e))
coro.close()
