# proves: TSK-21
# A task whose first step cannot be scheduled: the error comes at once, and nobody knows the task
import asyncio

async def job():
    print("never")

async def main():
    closed = asyncio.new_event_loop()
    closed.close()
    closed.set_exception_handler(lambda loop, context: None)
    coro = job()
    try:
        asyncio.Task(coro, loop=closed)
    except RuntimeError as e:
        print(repr(e))
    coro.close()
    print(len(asyncio.all_tasks(closed)), len(asyncio.all_tasks()))

asyncio.run(main())
