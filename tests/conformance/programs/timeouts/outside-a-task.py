# proves: TMO-10
# Entering outside a task, and making one without a loop
import asyncio

def callback(loop):
    coro = asyncio.timeout(1).__aenter__()
    try:
        coro.send(None)
    except RuntimeError as e:
        print(repr(e))
    coro.close()
    loop.stop()

try:
    asyncio.timeout(1)
except RuntimeError as e:
    print(repr(e))
loop = asyncio.new_event_loop()
loop.call_soon(callback, loop)
loop.run_forever()
loop.close()
