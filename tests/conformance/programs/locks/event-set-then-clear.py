# proves: EVT-01
# Set and cleared in one step: whoever waited already still wakes, a newcomer does not
import asyncio

async def waiter(name, event):
    await event.wait()
    print(name, "woke", event.is_set())

async def main():
    event = asyncio.Event()
    early = asyncio.create_task(waiter("early", event))
    await asyncio.sleep(0)
    event.set()
    event.clear()
    late = asyncio.create_task(waiter("late", event))
    await early
    await asyncio.sleep(0)
    print(late.done())
    event.set()
    await late

asyncio.run(main())
