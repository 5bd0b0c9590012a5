# proves: LOP-22 LOP-24 MSC-01 CTX-09 FUT-29
# measured: 3.11
# run_in_executor(), to_thread(), the default executor, contexts of threads, cancelling what wraps a pool's future
import asyncio
import contextvars
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

user = contextvars.ContextVar("user", default="nobody")


def name():
    return threading.current_thread().name


def who():
    before = user.get()
    user.set("changed there")
    return before


def fail(n):
    raise ValueError(f"too big: {n}")


def nap(seconds):
    time.sleep(seconds)
    return seconds


async def outcome(awaitable):
    try:
        return repr(await awaitable)
    except BaseException as e:
        return f"{type(e).__name__}({e})"


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, name))
    print(await outcome(loop.run_in_executor(None, fail, 3)), await outcome(asyncio.to_thread(fail, 4)))
    print(await asyncio.gather(asyncio.to_thread(nap, 0.2), asyncio.to_thread(nap, 0.1)))

    user.set("ann")
    print(await asyncio.to_thread(who), await asyncio.to_thread(who), user.get())
    print(await loop.run_in_executor(None, who))

    try:
        loop.set_default_executor(ProcessPoolExecutor(1))
    except TypeError as e:
        print(e)
    await loop.shutdown_default_executor()
    try:
        await loop.run_in_executor(None, name)
    except RuntimeError as e:
        print(e)

    pool = ThreadPoolExecutor(1)
    running = pool.submit(nap, 0.5)
    one, two, three = pool.submit(nap, 0.1), pool.submit(nap, 0.1), pool.submit(fail, 3)
    first, a, b, c = (asyncio.wrap_future(future) for future in (running, one, two, three))
    while not running.running():
        await asyncio.sleep(0.01)
    print(a.cancel(), two.cancel(), first.cancel())
    await asyncio.sleep(0.1)
    print(one.cancelled(), b.cancelled(), running.cancelled())
    for future in (a, b, c, first):
        print(await outcome(future))
    print(running.result())
    pool.shutdown()


if __name__ == "__main__":
    asyncio.run(main())
