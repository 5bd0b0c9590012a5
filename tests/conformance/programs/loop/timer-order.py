# proves: LOP-02 LOP-04
# Timers by due time, negative delays first; one that is overdue runs after what is ready
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    for delay in [3, -2, 1, 0, -1, 2]:
        loop.call_later(delay, print, "timer", delay)
    loop.call_soon(print, "soon")
    await asyncio.sleep(0)
    print("one pass later")

    def overdue():
        loop.call_at(0, print, "overdue")
        loop.call_soon(lambda: loop.call_soon(print, "two passes"))
        print("scheduled")

    loop.call_soon(overdue)
    await asyncio.sleep(9)

asyncio.run(main())
