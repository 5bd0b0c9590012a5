# CTX-08, TSK-27: a task copies the context when it is created, an await shares it
import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")

async def work(name):
    seen = user.get()
    user.set(name)
    await asyncio.sleep(0)
    return seen, user.get()

async def main():
    user.set("alice")
    task = asyncio.create_task(work("task"))
    user.set("bob")
    print(await task, user.get())
    print(await work("await"), user.get())
    print(await asyncio.gather(work("one"), work("two")), user.get())
    shared = contextvars.copy_context()
    await asyncio.create_task(work("in a given context"), context=shared)
    print(shared[user], user.get())

asyncio.run(main())
print(user.get())
