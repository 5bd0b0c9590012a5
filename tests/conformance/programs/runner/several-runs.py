# RUN-05: one loop and one context over several runs
import asyncio
import contextvars

colour = contextvars.ContextVar("colour", default="none")

async def paint(what):
    before = colour.get()
    colour.set(what)
    return before, asyncio.current_task().get_name()

async def start():
    asyncio.create_task(background(), name="background")
    await asyncio.sleep(0)

async def background():
    try:
        await asyncio.sleep(3600)
    finally:
        print("background ends")

def main():
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        print(runner.run(paint("red")))
        print(runner.run(paint("blue")))
        print(colour.get(), runner.get_loop() is loop)
        runner.run(start())
        print("between the runs")
        print(runner.run(asyncio.sleep(1, "slept")))
    print(loop.is_closed())
    try:
        runner.get_loop()
    except RuntimeError as e:
        print(repr(e))
    runner.close()

main()
