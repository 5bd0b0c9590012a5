"""The workloads on CPython's asyncio (and on uvloop, given as the argument), under a virtual clock."""

import asyncio
import contextvars
import gc
import json
import selectors
import sys
import time
import tracemalloc

with_uvloop = "uvloop" in sys.argv


class VirtualSelector(selectors.DefaultSelector):
    """Waits no real time: moves the loop's clock."""

    now = 0.0

    def select(self, timeout=None):
        if timeout:
            VirtualSelector.now += timeout
            timeout = 0
        return super().select(timeout)


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__(VirtualSelector())

    def time(self):
        return VirtualSelector.now


async def nothing():
    return 1


async def spawn(n):
    for _ in range(n):
        await asyncio.create_task(nothing())


async def rounds(n):
    for _ in range(n):
        await asyncio.sleep(0)


async def yields(n):
    tasks = [asyncio.create_task(rounds(n // 100)) for _ in range(100)]
    for task in tasks:
        await task


async def gather(n):
    await asyncio.gather(*[nothing() for _ in range(n)])


async def queue(n):
    items = asyncio.Queue(10)

    async def produce():
        for i in range(n):
            await items.put(i)

    producer = asyncio.create_task(produce())
    for _ in range(n):
        await items.get()
    await producer


async def timers(n):
    tasks = [asyncio.create_task(asyncio.sleep(1 + ((i * 7919) % n) / n)) for i in range(n)]
    for task in tasks:
        await task


async def sleeper():
    await asyncio.sleep(3600)


async def cancel(n):
    tasks = [asyncio.create_task(sleeper()) for _ in range(n)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError:
            pass


async def leaf(n):
    total = 0
    for _ in range(n):
        total += await nothing()
    assert total == n


async def deep(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await deep(depth - 1)


async def chain(n):
    for _ in range(0, n, 400):
        await deep(400)


async def lock(n):
    mutex = asyncio.Lock()

    async def hand(count):
        for _ in range(count):
            await mutex.acquire()
            await asyncio.sleep(0)
            mutex.release()

    tasks = [asyncio.create_task(hand(n // 100)) for _ in range(100)]
    for task in tasks:
        await task


variable = contextvars.ContextVar("variable", default=0)


async def context(n):
    async def own(count):
        for _ in range(count):
            variable.set(variable.get() + 1)
            await asyncio.sleep(0)
        assert variable.get() == count

    tasks = [asyncio.create_task(own(n // 100)) for _ in range(100)]
    for task in tasks:
        await task


async def park(n):
    gate = asyncio.get_running_loop().create_future()

    async def parked():
        await gate

    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tasks = [asyncio.create_task(parked()) for _ in range(n)]
    await asyncio.sleep(0)
    gc.collect()
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    gate.set_result(None)
    for task in tasks:
        await task
    return used / n


def run(coroutine):
    if with_uvloop:
        import uvloop

        loop = uvloop.new_event_loop()
    else:
        loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()


for line in sys.stdin:
    name, n = line.split()
    workload = globals()[name]
    if name == "park":
        print(json.dumps(run(workload(int(n)))), flush=True)
        continue
    gc.collect()
    begin = time.process_time()
    run(workload(int(n)))
    print(json.dumps((time.process_time() - begin) / int(n) * 1e9), flush=True)
