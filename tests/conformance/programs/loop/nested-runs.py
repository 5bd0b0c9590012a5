# proves: LOP-10 RUN-02
# No loop inside a loop; the outer one goes on
import asyncio

async def nothing():
    pass

async def main():
    loop = asyncio.get_running_loop()
    coro = nothing()
    try:
        asyncio.run(coro)
    except RuntimeError as e:
        print(repr(e))
    try:
        loop.run_until_complete(coro)
    except RuntimeError as e:
        print(repr(e))
    runner = asyncio.Runner()
    try:
        runner.run(coro)
    except RuntimeError as e:
        print(repr(e))
    coro.close()
    other = asyncio.new_event_loop()
    try:
        other.run_forever()
    except RuntimeError as e:
        print(repr(e))
    other.close()
    print(asyncio.get_running_loop() is loop)

asyncio.run(main())
