# FUT-23, FUT-24: which failed futures are reported
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(6)]
    ignored, asked, read, awaited, empty, fine = futures
    ignored.set_exception(ValueError("nobody looked"))
    asked.set_exception(ValueError("only done() was called"))
    asked.done()
    read.set_exception(ValueError("exception() was called"))
    print(repr(read.exception()))
    awaited.set_exception(ValueError("it was awaited"))
    try:
        await awaited
    except ValueError as e:
        print("caught", e)
    fine.set_result("nobody wanted it")
    print("end")

asyncio.run(main())
