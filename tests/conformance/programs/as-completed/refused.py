# proves: CMP-27
# What it refuses
import asyncio

async def job():
    return 1

async def main():
    coro = job()
    fut = asyncio.get_running_loop().create_future()
    for bad in [coro, fut]:
        try:
            asyncio.as_completed(bad)
        except TypeError as e:
            print(repr(e))
    coro.close()
    try:
        asyncio.as_completed([1, 2])
    except TypeError as e:
        print(repr(e))

asyncio.run(main())
coro = job()
try:
    asyncio.as_completed([coro])
except RuntimeError as e:
    print(repr(e))
coro.close()
