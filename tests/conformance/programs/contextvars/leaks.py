# proves: CTX-08 WFR-07
# Which ways of waiting share the caller's context
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="clean")

async def change(value):
    var.set(value)

async def main():
    await change("await")
    print(var.get())
    await asyncio.wait_for(change("wait_for"), 1)
    print(var.get())
    await asyncio.create_task(change("task"))
    print(var.get())
    await asyncio.gather(change("gather"))
    print(var.get())
    await asyncio.shield(change("shield"))
    print(var.get())
    async with asyncio.timeout(1):
        await change("timeout")
    print(var.get())
    async with asyncio.TaskGroup() as tg:
        tg.create_task(change("group"))
    print(var.get())

asyncio.run(main())
