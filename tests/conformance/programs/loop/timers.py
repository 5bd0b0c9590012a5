# LOP-02, LOP-04: by due time; overdue ones on the next pass, behind what is ready
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(3, print, "three")
    loop.call_later(1, print, "one")
    late = loop.call_at(loop.time() + 2, print, "two")
    gone = loop.call_later(1.5, print, "never")
    gone.cancel()
    print(f"{late.when():g}", gone.cancelled(), late.cancelled())
    loop.call_at(loop.time() - 1, print, "overdue")
    loop.call_soon(print, "ready")
    await asyncio.sleep(4)
    loop.call_later(-5, print, "five ago")
    loop.call_later(-1, print, "one ago")
    loop.call_later(-3, print, "three ago")
    await asyncio.sleep(0)
    print("one pass")
    await asyncio.sleep(0)
    for refused in (lambda: loop.call_later(None, print), lambda: loop.call_at(None, print)):
        try:
            refused()
        except TypeError as e:
            print(repr(e))

asyncio.run(main())
