# proves: WFR-07 CTX-08
# The coroutine runs in the caller's task and context
import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)

async def job():
    var.set(var.get() + 1)
    return asyncio.current_task().get_name()

async def main():
    asyncio.current_task().set_name("caller")
    print(await asyncio.wait_for(job(), 1), var.get())
    print(await asyncio.wait_for(asyncio.create_task(job(), name="own"), 1), var.get())
    await asyncio.gather(job(), job())
    print(var.get())

asyncio.run(main())
