# FUT-01, FUT-03, FUT-04: new, filled, and what both refuse
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    print(fut.done(), fut.cancelled(), fut.get_loop() is loop)
    for ask in (fut.result, fut.exception):
        try:
            ask()
        except asyncio.InvalidStateError as e:
            print(repr(e))
    fut.set_result("full")
    print(fut.done(), fut.cancelled(), fut.result(), fut.exception())
    for again in (lambda: fut.set_result("more"), lambda: fut.set_exception(ValueError("no"))):
        try:
            again()
        except asyncio.InvalidStateError as e:
            print(repr(e))
    print(fut.cancel(), fut.result())

asyncio.run(main())
