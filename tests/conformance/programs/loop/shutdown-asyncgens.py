# proves: LOP-25
# Generators that were left are closed; errors from closing are reported; new ones afterwards
import asyncio

async def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        print(name, "closed")

async def fails():
    try:
        yield 1
    finally:
        raise ValueError("in closing")

def handler(loop, context):
    print(context["message"].split(" <")[0], repr(context["exception"]))

kept = []

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    for gen in [numbers("a"), fails()]:
        kept.append(gen)
        print(await anext(gen))
    await loop.shutdown_asyncgens()
    print("shut down")
    for gen in kept:
        try:
            await anext(gen)
        except StopAsyncIteration:
            print("at its end")

asyncio.run(main())
