# proves: CMP-16
# The inner task fails after the shield was cancelled: reported once, however many shields
import asyncio

def handler(loop, context):
    print("handler:", context["message"], repr(context["exception"]))

async def fails():
    await asyncio.sleep(2)
    raise ValueError("late")

async def succeeds():
    await asyncio.sleep(2)

async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    for make in [fails, succeeds]:
        task = asyncio.create_task(make())
        for _ in range(3):
            outer = asyncio.shield(task)
            await asyncio.sleep(0)
            outer.cancel()
        await asyncio.sleep(3)
        print(task.done())

asyncio.run(main())
