# proves: EVT-01
# Waiting for a flag; waking in order; a flag that is set does not wait
import asyncio

async def waiter(name, event):
    print(name, await event.wait())

async def main():
    event = asyncio.Event()
    print(event.is_set())
    tasks = [asyncio.create_task(waiter(name, event)) for name in "abc"]
    await asyncio.sleep(0)
    event.set()
    event.set()
    print(event.is_set(), event)
    await asyncio.gather(*tasks)
    print(await event.wait())
    event.clear()
    event.clear()
    print(event.is_set())

asyncio.run(main())
