# proves: RUN-07 RUN-08
# interrupt: idle
# Blocked on a future: that is cancelled too
import asyncio

futs = []

async def main():
    fut = asyncio.get_running_loop().create_future()
    futs.append(fut)
    await fut

try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print(repr(e))
print(futs[0].cancelled())
