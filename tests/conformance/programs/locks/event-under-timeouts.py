# proves: EVT-01
# Waiting for a flag with and without patience
import asyncio

async def patient(name, event, limit):
    try:
        async with asyncio.timeout(limit):
            await event.wait()
        print(name, "saw it")
    except TimeoutError:
        print(name, "gave up", event)

async def main():
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(2, event.set)
    await asyncio.gather(patient("a", event, 1), patient("b", event, 3), patient("c", event, 2), patient("d", event, None))

asyncio.run(main())
