# proves: FUT-02 FUT-01
# The loop is given by name only; get_loop() gives it back
import asyncio

loop = asyncio.new_event_loop()
try:
    asyncio.Future(loop)
except TypeError as e:
    print(type(e).__name__)
fut = asyncio.Future(loop=loop)
print(fut.get_loop() is loop, fut.done(), fut.cancelled())
loop.close()

async def main():
    print(asyncio.Future().get_loop() is asyncio.get_running_loop())

asyncio.run(main())
