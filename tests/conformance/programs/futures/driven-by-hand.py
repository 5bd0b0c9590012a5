# proves: FUT-18 FUT-17
# A future iterated outside a task
import asyncio

loop = asyncio.new_event_loop()
fut = asyncio.Future(loop=loop)
steps = iter(fut)
print(next(steps) is fut)
try:
    next(steps)
except RuntimeError as e:
    print(repr(e))
loop.close()
