# proves: EVT-01 QUE-03 LCK-02 CAN-01
# Passes from one task to another: events, queues, locks, cancellation
import asyncio

passes = 0
log = []

def count():
    global passes
    passes += 1
    asyncio.get_running_loop().call_soon(count)

async def waiter(what, awaitable):
    try:
        await awaitable
    except asyncio.CancelledError:
        log.append([what + " inside", passes])
        raise
    log.append([what, passes])

async def main():
    asyncio.get_running_loop().call_soon(count)
    event = asyncio.Event()
    queue = asyncio.Queue()
    lock = asyncio.Lock()
    await lock.acquire()
    sem = asyncio.Semaphore(0)
    tasks = [
        asyncio.create_task(waiter("event", event.wait())),
        asyncio.create_task(waiter("queue", queue.get())),
        asyncio.create_task(waiter("lock", lock.acquire())),
        asyncio.create_task(waiter("semaphore", sem.acquire())),
        asyncio.create_task(waiter("cancel", asyncio.sleep(9))),
    ]
    for _ in range(2):
        await asyncio.sleep(0)
    before = passes
    event.set()
    queue.put_nowait(1)
    lock.release()
    sem.release()
    tasks[4].cancel()
    await asyncio.wait(tasks)
    for what, at in log:
        print(what, at - before)
    print("awaiter", passes - before)

asyncio.run(main())
