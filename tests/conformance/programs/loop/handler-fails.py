# proves: LOP-18
# A handler that fails, and one that lets SystemExit through
import asyncio

def bad_handler(loop, context):
    print("handler", context["message"])
    raise ZeroDivisionError("in the handler")

def leaving_handler(loop, context):
    raise SystemExit(4)

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(bad_handler)
    print(loop.get_exception_handler() is bad_handler)
    loop.call_exception_handler({"message": "first"})
    loop.set_exception_handler(leaving_handler)
    try:
        loop.call_exception_handler({"message": "second"})
    except SystemExit as e:
        print(repr(e))
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "third"})

asyncio.run(main())
