# FUT-06, FUT-07: cancelling a future, with and without a message
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    for message in (None, "closing time", 7):
        fut = loop.create_future()
        print(fut.cancel() if message is None else fut.cancel(message), fut.done(), fut.cancelled(), fut)
        for ask in (fut.result, fut.exception):
            try:
                ask()
            except asyncio.CancelledError as e:
                print(repr(e), e.args)
        try:
            await fut
        except asyncio.CancelledError as e:
            print("awaited", repr(e))
        try:
            fut.set_result(1)
        except asyncio.InvalidStateError as e:
            print(repr(e))
        print(fut.cancel())

asyncio.run(main())
