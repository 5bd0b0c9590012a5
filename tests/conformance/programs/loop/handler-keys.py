# proves: LOP-19 LOP-18
# The default handler writes the other entries sorted by name
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "something happened", "zebra": 1, "apple": "two", "middle": [3]})
    loop.call_exception_handler({"message": "", "exception": ValueError("no traceback")})
    for bad in [5, "text"]:
        try:
            loop.set_exception_handler(bad)
        except TypeError as e:
            print(repr(e))
    print(loop.get_exception_handler())

asyncio.run(main())
