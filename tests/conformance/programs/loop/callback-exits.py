# proves: LOP-17
# KeyboardInterrupt out of a callback leaves the loop; the rest of the pass runs later
import asyncio

def fails():
    raise ValueError("reported")

def leaves():
    raise KeyboardInterrupt("out")

loop = asyncio.new_event_loop()
loop.call_soon(print, "before")
loop.call_soon(fails)
loop.call_soon(leaves)
loop.call_soon(print, "after")
try:
    loop.run_forever()
except KeyboardInterrupt as e:
    print(repr(e))
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
