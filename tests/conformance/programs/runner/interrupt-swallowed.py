# RUN-06: main swallows the Ctrl-C: no KeyboardInterrupt
# interrupt: idle
import asyncio

async def main():
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        print("swallowed")
    return "value"

print(asyncio.run(main()))
