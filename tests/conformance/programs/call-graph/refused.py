# proves: GRA-04
# What cannot be captured
import asyncio

def in_callback():
    print("no task", asyncio.capture_call_graph(), repr(asyncio.format_call_graph()))

async def main():
    asyncio.get_running_loop().call_soon(in_callback)
    await asyncio.sleep(0)
    for bad in [5, "text"]:
        try:
            asyncio.capture_call_graph(bad)
        except TypeError as e:
            print(repr(e))

asyncio.run(main())
try:
    asyncio.capture_call_graph()
except RuntimeError as e:
    print(repr(e))
