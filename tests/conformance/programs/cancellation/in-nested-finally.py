# proves: CAN-20 CAN-09
# Handlers that await, from the inside out; the second request interrupts the first clean-up only
import asyncio

async def inner():
    try:
        await asyncio.sleep(9)
    finally:
        print("inner begins")
        await asyncio.sleep(2)
        print("inner ends")

async def outer():
    try:
        await inner()
    finally:
        print("outer begins")
        await asyncio.sleep(1)
        print("outer ends")

async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(1)
    task.cancel("one")
    await asyncio.sleep(1)
    task.cancel("two")
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.cancelling())

asyncio.run(main())
