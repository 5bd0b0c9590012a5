# proves: TGR-12
# Name, context and eager start reach the task
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="outside")

async def child():
    print(asyncio.current_task().get_name(), var.get())
    var.set("child")

async def main():
    ctx = contextvars.copy_context()
    ctx.run(var.set, "inside")
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child(), name="named")
        tg.create_task(child(), name="in context", context=ctx)
        print("created")
        tg.create_task(child(), name="eager", eager_start=True)
        print("eager one is through")
    print(var.get(), ctx[var])

asyncio.run(main())
