# FUT-17: awaiting a pending future suspends, a finished one does not; several awaiters resume in order
import asyncio

async def wait_for_it(name, fut):
    print(name, "waits")
    print(name, "got", await fut)
    print(name, "got again", await fut)

async def main():
    fut = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(wait_for_it(name, fut)) for name in ("one", "two", "three")]
    await asyncio.sleep(1)
    fut.set_result("mail")
    print("set")
    await asyncio.sleep(0)
    print("one pass later")
    print([task.done() for task in tasks])

asyncio.run(main())
