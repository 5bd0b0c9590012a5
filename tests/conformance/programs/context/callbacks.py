# CTX-07: callbacks run in the context of their scheduling
import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")

def show(what):
    print(what, user.get())
    user.set("changed by " + what)

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    user.set("then")
    loop.call_soon(show, "call_soon")
    loop.call_later(1, show, "call_later")
    fut.add_done_callback(lambda done: show("done callback"))
    user.set("now")
    fut.set_result(None)
    await asyncio.sleep(2)
    print(user.get())

asyncio.run(main())
