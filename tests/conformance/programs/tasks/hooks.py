# proves: TSK-18
# Entering and leaving tasks by hand; registering them
import asyncio

async def nothing():
    pass

def attempt(what, *args):
    try:
        what(*args)
    except RuntimeError as e:
        print(repr(e).split(" task <")[0].split(" <EventLoop")[0])

async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    other = asyncio.create_task(nothing(), name="other")
    attempt(asyncio._enter_task, loop, other)
    attempt(asyncio._leave_task, loop, other)
    asyncio._leave_task(loop, task)
    print(asyncio.current_task())
    asyncio._enter_task(loop, other)
    print(asyncio.current_task() is other)
    attempt(asyncio._leave_task, loop, task)
    asyncio._leave_task(loop, other)
    asyncio._enter_task(loop, task)
    print(len(asyncio.all_tasks()))
    asyncio._unregister_task(other)
    asyncio._unregister_task(other)
    print(len(asyncio.all_tasks()))
    asyncio._register_task(other)
    asyncio._register_task(other)
    print(len(asyncio.all_tasks()))
    await other
    foreign = asyncio.new_event_loop()
    attempt(asyncio._enter_task, foreign, task)
    foreign.close()
    print(asyncio._get_running_loop() is loop)

asyncio.run(main())
