# proves: RUN-08 RUN-04
# A task factory of one's own under run()
import asyncio

class Mine(asyncio.Task):
    pass

def factory(loop, coro, **kwargs):
    return Mine(coro, loop=loop, **kwargs)

def make_loop():
    loop = asyncio.new_event_loop()
    loop.set_task_factory(factory)
    return loop

async def main():
    print(type(asyncio.current_task()).__name__)
    asyncio.create_task(asyncio.sleep(9), name="left")
    return "result"

print(asyncio.run(main(), loop_factory=make_loop))
