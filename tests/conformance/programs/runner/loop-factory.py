# proves: RUN-03
# A factory for the loop: then no loop is set
import asyncio

made = []

def factory():
    made.append(asyncio.new_event_loop())
    return made[-1]

async def main():
    print(asyncio.get_running_loop() is made[0])

asyncio.run(main(), loop_factory=factory)
print(made[0].is_closed(), len(made))
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(repr(e))
runner = asyncio.Runner(loop_factory=factory)
print(runner.get_loop() is made[1])
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    print(repr(e))
runner.close()
