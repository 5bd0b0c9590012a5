# proves: LOP-01 LOP-02 LOP-26
# Handles: cancelled ones are passed over, and forget what they would have called
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    first = loop.call_soon(print, "first")
    second = loop.call_soon(print, "second")
    timer = loop.call_later(1, print, "timer")
    late = loop.call_at(5, print, "at five")
    second.cancel()
    second.cancel()
    print(first.cancelled(), second.cancelled(), second)
    print(f"{timer.when():g}", late.when(), timer.cancelled())
    await asyncio.sleep(0)
    print(first.cancelled(), first)
    timer.cancel()
    await asyncio.sleep(10)
    print(late)
    for bad in [lambda: loop.call_later(None, print), lambda: loop.call_at(None, print)]:
        try:
            bad()
        except TypeError as e:
            print(repr(e))

asyncio.run(main())
