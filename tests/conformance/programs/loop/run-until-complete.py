# LOP-07, LOP-09, LOP-10: what it runs, what stops it, what it refuses
import asyncio

async def nap(what):
    await asyncio.sleep(1)
    return what

async def stops():
    asyncio.get_running_loop().stop()
    await asyncio.sleep(9)

async def nested(loop):
    coroutine = nap("never")
    try:
        loop.run_until_complete(coroutine)
    except RuntimeError as e:
        print(repr(e))
    coroutine.close()

loop = asyncio.new_event_loop()
print(loop.run_until_complete(nap("a coroutine")))
fut = loop.create_future()
loop.call_later(1, fut.set_result, "a future")
print(loop.run_until_complete(fut))
try:
    loop.run_until_complete(5)
except TypeError as e:
    print(repr(e))
task = loop.create_task(stops())
try:
    loop.run_until_complete(task)
except RuntimeError as e:
    print(repr(e))
print(task.done(), loop.is_running(), loop.is_closed())
print(loop.run_until_complete(nap("again")))
loop.run_until_complete(nested(loop))
loop.call_soon(print, "the last batch")
loop.stop()
loop.run_forever()
task.cancel()
try:
    loop.run_until_complete(task)
except asyncio.CancelledError as e:
    print(repr(e))
loop.close()
loop.close()
print(loop)
