# proves: LOP-09
# stop() lets the current pass finish; before run_forever() it leaves one pass
import asyncio

loop = asyncio.new_event_loop()
loop.call_soon(print, "one")
loop.call_soon(loop.stop)
loop.call_soon(print, "two, in the same pass")
loop.call_later(1, print, "later")
loop.run_forever()
print("stopped", loop.is_running(), f"{loop.time():g}")
loop.stop()
loop.call_soon(lambda: loop.call_soon(print, "next pass"))
loop.run_forever()
print("one pass")
loop.call_later(2, loop.stop)
loop.run_forever()
print(f"{loop.time():g}")
loop.close()
