# proves: EVT-01
# A cancelled waiter leaves; one that was woken and then cancelled ends cancelled
import asyncio

async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(event.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.sleep(0)
    print(event)
    event.set()
    tasks[1].cancel()
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(event)

asyncio.run(main())
