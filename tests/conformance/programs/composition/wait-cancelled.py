# CMP-20: wait that is cancelled leaves its tasks alone
import asyncio

async def main():
    tasks = [asyncio.create_task(asyncio.sleep(n, n)) for n in (3, 5)]
    waiter = asyncio.create_task(asyncio.wait(tasks))
    await asyncio.sleep(1)
    waiter.cancel()
    await asyncio.wait([waiter])
    print(waiter.cancelled(), [task.cancelling() for task in tasks])
    print(await asyncio.gather(*tasks))

asyncio.run(main())
