# proves: AGN-03
# What goes in by asend() and athrow(), and what comes out
import asyncio

async def echo():
    received = None
    while True:
        try:
            received = yield received
            print("received", received)
        except ValueError as e:
            print("caught", repr(e))
            received = "recovered"

async def main():
    gen = echo()
    try:
        await gen.asend("too early")
    except TypeError as e:
        print(repr(e))
    print(await gen.asend(None))
    print(await gen.asend("one"))
    print(await gen.athrow(ValueError("thrown")))
    print(await gen.asend("two"))
    try:
        await gen.athrow(KeyError("out"))
    except KeyError as e:
        print(repr(e))
    try:
        await gen.asend("three")
    except StopAsyncIteration as e:
        print(repr(e))

asyncio.run(main())
