# proves: FUT-06 FUT-07 FUT-08
# Every question to a cancelled future makes the error anew, with the message
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    for message in ["text", None, 5, ""]:
        fut = loop.create_future()
        print(fut.cancel(message), fut.cancel("again"), fut.done(), fut.cancelled())
        errors = []
        for ask in [lambda f: f.result(), lambda f: f.exception(), lambda f: f.result()]:
            try:
                ask(fut)
            except asyncio.CancelledError as e:
                errors.append(e)
        print(errors, errors[0] is errors[1])
        try:
            fut.set_result(1)
        except asyncio.InvalidStateError as e:
            print(repr(e))

asyncio.run(main())
