# What asyncio.iscoroutinefunction() says, and its warning; CPython writes that once for each line
import asyncio

async def coroutine_function():
    pass

def plain():
    return coroutine_function()

async def generator():
    yield

class Job:
    async def run(self):
        pass

    def describe(self):
        pass

    @staticmethod
    async def load():
        pass

job = Job()
print(asyncio.iscoroutinefunction(coroutine_function))
print(asyncio.iscoroutinefunction(plain))
print(asyncio.iscoroutinefunction(generator))
print(asyncio.iscoroutinefunction(job.run))
print(asyncio.iscoroutinefunction(job.describe))
print(asyncio.iscoroutinefunction(Job.load))
print(asyncio.iscoroutinefunction(job))
print(asyncio.iscoroutinefunction(None))
print(asyncio.iscoroutinefunction(asyncio.sleep))
print(asyncio.iscoroutinefunction(asyncio.wait_for))
print(asyncio.iscoroutinefunction(asyncio.wait))
print(asyncio.iscoroutinefunction(asyncio.to_thread))
print(asyncio.iscoroutinefunction(asyncio.gather))
print(asyncio.iscoroutinefunction(asyncio.run))

async def main():
    lock, queue, event = asyncio.Lock(), asyncio.PriorityQueue(), asyncio.Event()
    condition, barrier = asyncio.Condition(), asyncio.Barrier(2)
    print(asyncio.iscoroutinefunction(lock.acquire))
    print(asyncio.iscoroutinefunction(lock.release))
    print(asyncio.iscoroutinefunction(queue.get))
    print(asyncio.iscoroutinefunction(queue.get_nowait))
    print(asyncio.iscoroutinefunction(event.wait))
    print(asyncio.iscoroutinefunction(event.set))
    print(asyncio.iscoroutinefunction(condition.acquire))
    print(asyncio.iscoroutinefunction(condition.wait_for))
    print(asyncio.iscoroutinefunction(barrier.wait))
    print(asyncio.iscoroutinefunction(asyncio.BoundedSemaphore(1).acquire))
    print(asyncio.iscoroutinefunction(lambda: coroutine_function()))
    loop = asyncio.get_running_loop()
    print(asyncio.iscoroutinefunction(loop.shutdown_asyncgens))
    print(asyncio.iscoroutinefunction(loop.run_in_executor))
    loop.set_debug(True)
    for callback in [asyncio.sleep, lock.acquire, coroutine_function]:
        try:
            loop.call_soon(callback)
        except TypeError as e:
            print(repr(e))

asyncio.run(main())
