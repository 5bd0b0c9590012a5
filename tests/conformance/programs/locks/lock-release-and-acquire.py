# proves: LCK-02
# Releasing and acquiring again in one step goes behind those that wait
import asyncio

async def waiter(lock):
    await lock.acquire()
    print("waiter has it")
    lock.release()

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    task = asyncio.create_task(waiter(lock))
    await asyncio.sleep(0)
    lock.release()
    await lock.acquire()
    print("main has it again", task.done())
    lock.release()
    await task

asyncio.run(main())
