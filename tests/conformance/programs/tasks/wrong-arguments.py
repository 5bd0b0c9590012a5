# TSK-02, TSK-24: what create_task and ensure_future refuse
import asyncio

async def main():
    fut = asyncio.get_running_loop().create_future()
    for thing in (5, None, "text", fut):
        try:
            asyncio.create_task(thing)
        except TypeError as e:
            print("create_task:", e)
    for thing in (5, None, "text"):
        try:
            asyncio.ensure_future(thing)
        except TypeError as e:
            print("ensure_future:", e)
    print(asyncio.ensure_future(fut) is fut)

asyncio.run(main())
