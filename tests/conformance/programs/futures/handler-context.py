# proves: FUT-33
# The exception handler runs in the context of the task or handle it is told of
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="none")

def handler(loop, context):
    print(context["message"].split(" <")[0].split("(")[0], var.get())

def fails():
    raise ValueError("callback")

async def job():
    var.set("job")
    raise ValueError("job")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    var.set("main")
    loop.call_soon(fails)
    ctx = contextvars.copy_context()
    ctx.run(var.set, "given")
    loop.call_soon(fails, context=ctx)
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": "direct"})
    task = asyncio.create_task(job())
    await asyncio.wait([task])
    loop.call_exception_handler({"message": "of the task", "task": task})
    task.exception()

asyncio.run(main())
