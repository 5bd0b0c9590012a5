# TSK-09: awaiting a future of another loop
import asyncio

async def main():
    other = asyncio.new_event_loop()
    fut = other.create_future()
    try:
        await fut
    except RuntimeError as e:
        print(e)
    other.close()

asyncio.run(main())
