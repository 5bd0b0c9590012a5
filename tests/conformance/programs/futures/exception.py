# FUT-05, FUT-09: an exception set as an object or a class
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    error = KeyError("nothing there")
    fut = loop.create_future()
    fut.set_exception(error)
    print(fut.done(), fut.cancelled(), fut.exception() is error)
    for _ in range(2):
        try:
            fut.result()
        except KeyError as e:
            print(repr(e), e is error)
    try:
        await fut
    except KeyError as e:
        print("awaited", e)
    try:
        fut.set_result(1)
    except asyncio.InvalidStateError as e:
        print(repr(e))
    other = loop.create_future()
    other.set_exception(ValueError)
    print(repr(other.exception()))

asyncio.run(main())
