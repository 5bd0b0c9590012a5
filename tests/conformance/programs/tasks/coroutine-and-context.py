# proves: TSK-06 TSK-27
# A task's coroutine and its context
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")

async def job():
    var.set("job")

async def main():
    coro = job()
    task = asyncio.create_task(coro)
    print(task.get_coro() is coro)
    ctx = contextvars.copy_context()
    given = asyncio.create_task(job(), context=ctx)
    print(given.get_context() is ctx)
    await asyncio.wait([task, given])
    print(task.get_coro() is coro, task.get_context().get(var), ctx[var], var.get())
    eager = asyncio.Task(job(), loop=asyncio.get_running_loop(), eager_start=True)
    print(eager.done(), eager.get_coro())

asyncio.run(main())
