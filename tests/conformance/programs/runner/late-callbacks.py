# What is scheduled when main returns still gets a few passes
import asyncio

ticks = []

def tick(n):
    ticks.append(n)
    asyncio.get_running_loop().call_soon(tick, n + 1)

async def main():
    asyncio.get_running_loop().call_soon(tick, 0)

asyncio.run(main())
print(ticks)
