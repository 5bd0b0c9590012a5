# FUT-16: a callback runs in the context of its registration, or the one given
import asyncio
import contextvars

colour = contextvars.ContextVar("colour", default="none")

async def main():
    fut = asyncio.get_running_loop().create_future()
    colour.set("red")
    fut.add_done_callback(lambda done: print("registered under red:", colour.get()))
    given = contextvars.copy_context()
    given.run(colour.set, "blue")
    fut.add_done_callback(lambda done: print("given blue:", colour.get()), context=given)
    colour.set("green")
    fut.set_result(None)
    await asyncio.sleep(0)
    print("main:", colour.get())

asyncio.run(main())
