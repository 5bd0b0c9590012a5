# Section 3: timers for one moment fire in the heap's order
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    for count in range(1, 13):
        fired = []
        when = loop.time() + 1
        for n in range(count):
            loop.call_at(when, fired.append, n)
        await asyncio.sleep(2)
        print(fired)

    async def sleeper(n, fired):
        for _ in range(3):
            await asyncio.sleep(1)
            fired.append(n)

    fired = []
    await asyncio.gather(*(sleeper(n, fired) for n in range(5)))
    print(fired)

asyncio.run(main())
