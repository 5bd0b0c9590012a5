# TSK-10: a task that awaits itself
import asyncio

async def narcissus():
    try:
        await asyncio.current_task()
    except RuntimeError as e:
        print(e)
    await asyncio.sleep(1)
    return "goes on"

async def main():
    print(await asyncio.create_task(narcissus(), name="narcissus"))

asyncio.run(main())
