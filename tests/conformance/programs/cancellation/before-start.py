# CAN-04: cancelled before its first step
import asyncio

async def body():
    try:
        print("never")
    finally:
        print("never either")

async def main():
    task = asyncio.create_task(body())
    task.cancel("too early")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))
    print(task.cancelled())

asyncio.run(main())
