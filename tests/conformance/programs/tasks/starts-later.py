# TSK-01: the body starts in a later pass; the main task first
import asyncio

async def body(name):
    print(name, "starts")
    await asyncio.sleep(0)
    print(name, "goes on")
    return name

async def main():
    tasks = [asyncio.create_task(body(name)) for name in "abc"]
    print("created", isinstance(tasks[0], asyncio.Future))
    await asyncio.sleep(0)
    print("one pass")
    await asyncio.sleep(0)
    print("two passes", [task.done() for task in tasks])
    await asyncio.sleep(0)
    print("three passes", [task.result() for task in tasks])

asyncio.run(main())
