# proves: FUT-03 FUT-04 FUT-05
# What a future answers before and after it is done
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    for ask in [lambda: fut.result(), lambda: fut.exception()]:
        try:
            ask()
        except asyncio.InvalidStateError as e:
            print(repr(e))
    fut.set_result(42)
    print(fut.done(), fut.result(), fut.exception(), fut.cancel(), fut.cancelled())
    for change in [lambda: fut.set_result(1), lambda: fut.set_exception(ValueError())]:
        try:
            change()
        except asyncio.InvalidStateError as e:
            print(repr(e))
    failed = loop.create_future()
    error = ValueError("no")
    failed.set_exception(error)
    print(failed.exception() is error, failed.cancel())
    try:
        failed.result()
    except ValueError as e:
        print(e is error)
    try:
        failed.set_exception(KeyError())
    except asyncio.InvalidStateError as e:
        print(repr(e))

asyncio.run(main())
