# proves: CTX-07
# Callbacks run in the context of their registration, unless another is given
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")

def show(what, *args):
    print(what, var.get())

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    var.set("first")
    loop.call_soon(show, "soon")
    loop.call_later(1, show, "later")
    loop.call_at(2, show, "at")
    fut.add_done_callback(lambda f: show("done"))
    given = contextvars.copy_context()
    given.run(var.set, "given")
    loop.call_soon(show, "soon given", context=given)
    loop.call_later(1.5, show, "later given", context=given)
    var.set("second")
    fut.set_result(None)
    await asyncio.sleep(3)

asyncio.run(main())
