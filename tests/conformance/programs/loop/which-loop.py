# proves: LOP-21
# Asking for the loop: inside, outside, with one set
import asyncio

async def main():
    print(asyncio.get_event_loop() is asyncio.get_running_loop())

for ask in [lambda: asyncio.get_running_loop(), lambda: asyncio.get_event_loop()]:
    try:
        ask()
    except RuntimeError as e:
        print(repr(e))
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
try:
    asyncio.set_event_loop(5)
except TypeError as e:
    print(repr(e))
loop.run_until_complete(main())
loop.close()
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(repr(e))
asyncio.run(main())
