# proves: CND-03
# wait_for() looks again after every notification and gives the predicate's value
import asyncio

looks = 0
ready = ""

def look():
    global looks
    looks += 1
    print("look", looks)
    return ready

async def waiter(cond):
    async with cond:
        print("found", await cond.wait_for(look))

async def main():
    global ready
    cond = asyncio.Condition()
    task = asyncio.create_task(waiter(cond))
    for _ in range(2):
        await asyncio.sleep(1)
        async with cond:
            cond.notify()
    await asyncio.sleep(1)
    ready = "it"
    async with cond:
        cond.notify()
    await task
    await waiter(cond)

asyncio.run(main())
