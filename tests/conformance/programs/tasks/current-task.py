# TSK-16: who is running
import asyncio

async def look(name):
    for _ in range(2):
        print(name, asyncio.current_task().get_name())
        await asyncio.sleep(0)

async def main():
    me = asyncio.current_task()
    one = asyncio.create_task(look("one"), name="first")
    two = asyncio.create_task(look("two"), name="second")
    await look("main")
    print(asyncio.current_task() is me)
    asyncio.get_running_loop().call_soon(lambda: print("in a callback:", asyncio.current_task()))
    await asyncio.gather(one, two)

asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as e:
    print(repr(e))
