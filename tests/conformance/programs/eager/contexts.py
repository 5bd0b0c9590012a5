# proves: EAG-05
# A context and a name of its own from the first step on
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="main")

async def job():
    print(asyncio.current_task().get_name(), var.get())
    var.set("job")
    await asyncio.sleep(0)
    print(var.get())

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(job(), name="named")
    print(var.get())
    await task
    ctx = contextvars.copy_context()
    task = asyncio.create_task(job(), context=ctx, name="given")
    print(ctx[var], var.get())
    await task

asyncio.run(main())
