# proves: LOP-14 LOP-16
# Debug mode refuses what cannot be a callback
import asyncio

async def coroutine_function():
    pass

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug())
    for bad in [coroutine_function, 5, None]:
        for attempt in [lambda f: loop.call_soon(f), lambda f: loop.call_later(1, f), lambda f: loop.call_soon_threadsafe(f)]:
            try:
                attempt(bad)
            except TypeError as e:
                print(repr(e).split(", got")[0])
    coro = coroutine_function()
    try:
        loop.call_soon(coro)
    except TypeError as e:
        print(repr(e).split(", got")[0])
    coro.close()
    loop.set_debug(False)
    print(loop.get_debug())

asyncio.run(main(), debug=True)
