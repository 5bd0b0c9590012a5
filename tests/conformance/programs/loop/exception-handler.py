# LOP-18: one's own handler, the default one again, and a handler that fails
import asyncio

def burn():
    raise OSError("toast")

async def main():
    loop = asyncio.get_running_loop()

    def handler(loop, context):
        print(sorted(context), context["message"].partition(" at ")[0], repr(context.get("exception")))

    def clumsy(loop, context):
        raise ValueError("in the handler")

    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)
    loop.call_soon(burn)
    await asyncio.sleep(1)
    loop.call_exception_handler({"message": "by hand", "colour": "red"})
    loop.set_exception_handler(clumsy)
    loop.call_exception_handler({"message": "into the clumsy one"})
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "into the default one", "colour": "red", "size": 3})
    try:
        loop.set_exception_handler(5)
    except TypeError as e:
        print(repr(e))

asyncio.run(main())
