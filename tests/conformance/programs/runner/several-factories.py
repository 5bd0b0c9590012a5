# proves: RUN-05 RUN-03
# Two runners, one after the other: loops and contexts of their own
import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)

async def add(n):
    var.set(var.get() + n)
    await asyncio.sleep(1)
    return var.get(), f"{asyncio.get_running_loop().time():g}"

for start in [1, 10]:
    runner = asyncio.Runner()
    for _ in range(2):
        value, when = runner.run(add(start))
        print(value, when)
    runner.close()
print(var.get())
