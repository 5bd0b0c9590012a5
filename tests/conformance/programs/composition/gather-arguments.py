# CMP-11, CMP-12: what gather refuses
import asyncio

async def fine():
    return 1

async def main():
    other = asyncio.new_event_loop()
    first, second = asyncio.get_running_loop().create_future(), other.create_future()
    try:
        await asyncio.gather(first, second)
    except ValueError as e:
        print(repr(e))
    coroutine = fine()
    try:
        await asyncio.gather(coroutine, 5)
    except TypeError as e:
        print(repr(e))
    other.close()
    await asyncio.sleep(1)

asyncio.run(main())
