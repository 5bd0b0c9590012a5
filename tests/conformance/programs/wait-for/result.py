# WFR-01, WFR-07: in time, without a limit, in the caller's own task
import asyncio
import contextvars

colour = contextvars.ContextVar("colour", default="none")

async def paint():
    colour.set("red")
    await asyncio.sleep(1)
    return asyncio.current_task().get_name()

async def main():
    print(await asyncio.wait_for(paint(), 5), colour.get())
    print(await asyncio.wait_for(asyncio.sleep(3600, "for ever"), None))

asyncio.run(main())
