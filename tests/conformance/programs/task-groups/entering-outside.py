# proves: TGR-13
# Entering outside a task
import asyncio

def callback(loop):
    coro = asyncio.TaskGroup().__aenter__()
    try:
        coro.send(None)
    except RuntimeError as e:
        print(repr(e))
    coro.close()
    loop.stop()

loop = asyncio.new_event_loop()
loop.call_soon(callback, loop)
loop.run_forever()
loop.close()
