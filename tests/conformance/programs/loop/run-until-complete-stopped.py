# proves: LOP-07
# Stopped before the future was done; and once more, to its end
import asyncio

loop = asyncio.new_event_loop()
fut = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(fut)
except RuntimeError as e:
    print(repr(e))
print(fut)
fut.set_result("at last")
print(loop.run_until_complete(fut))
other = asyncio.new_event_loop()
try:
    other.run_until_complete(fut)
except ValueError as e:
    print(repr(e))
other.close()
loop.close()
