# WFR-02: no time at all
import asyncio

async def body():
    print("never")

async def main():
    loop = asyncio.get_running_loop()
    done, pending = loop.create_future(), loop.create_future()
    done.set_result("in time")
    print(await asyncio.wait_for(done, 0))
    for thing in (pending, body()):
        try:
            await asyncio.wait_for(thing, 0)
        except TimeoutError as e:
            print(repr(e))
    print(pending)

asyncio.run(main())
