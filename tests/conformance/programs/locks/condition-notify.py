# proves: CND-01
# notify(n) wakes at most n, in order; each goes on only with the lock
import asyncio

async def waiter(name, cond):
    async with cond:
        print(name, await cond.wait(), cond.locked())
        await asyncio.sleep(0)

async def main():
    cond = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(name, cond)) for name in "abcde"]
    await asyncio.sleep(0)
    async with cond:
        cond.notify(2)
        print("notified, nobody runs yet")
        await asyncio.sleep(0)
    await asyncio.sleep(1)
    async with cond:
        cond.notify()
    await asyncio.sleep(1)
    async with cond:
        cond.notify(0)
    await asyncio.sleep(1)
    print([task.done() for task in tasks])
    async with cond:
        cond.notify_all()
    await asyncio.gather(*tasks)
    async with cond:
        cond.notify_all()
    print("nobody left")

asyncio.run(main())
