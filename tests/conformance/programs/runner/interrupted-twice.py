# proves: RUN-06
# interrupt: idle
# interrupt: idle
# The second Ctrl-C is raised at once
import asyncio

async def main():
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        print("first one")
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            print("ends when the loop closes")

try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print(repr(e))
