# FUT-01: no loop to belong to
import asyncio

try:
    asyncio.Future()
except RuntimeError as e:
    print(repr(e))
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(repr(e))
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(repr(e))
loop = asyncio.new_event_loop()
fut = asyncio.Future(loop=loop)
print(fut, fut.get_loop() is loop)
loop.close()
