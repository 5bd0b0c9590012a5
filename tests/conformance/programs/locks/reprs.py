# proves: LCK-06
# Every primitive's repr, in each of its states
import asyncio

class Mine(asyncio.Lock):
    pass

async def main():
    lock = asyncio.Lock()
    event = asyncio.Event()
    cond = asyncio.Condition()
    sem = asyncio.Semaphore(2)
    bounded = asyncio.BoundedSemaphore()
    barrier = asyncio.Barrier(2)
    for thing in [lock, event, cond, sem, bounded, barrier, Mine()]:
        print(thing)
    await lock.acquire()
    await cond.acquire()
    await sem.acquire()
    print(sem)
    await sem.acquire()
    await bounded.acquire()
    waiting = [lock.acquire(), event.wait(), cond.wait(), sem.acquire(), bounded.acquire(), barrier.wait()]
    tasks = [asyncio.create_task(each) for each in waiting]
    await asyncio.sleep(0)
    for thing in [lock, event, cond, sem, bounded, barrier]:
        print(thing)
    event.set()
    print(event)
    await barrier.abort()
    print(barrier)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for thing in [lock, event, cond, sem, bounded, barrier]:
        print(thing)

asyncio.run(main())
