# proves: RUN-05
# The loop is made when it is needed; closing twice; use after closing; an own context
import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)

async def add():
    var.set(var.get() + 1)
    return var.get()

runner = asyncio.Runner()
loop = runner.get_loop()
print(runner.get_loop() is loop, loop.is_running())
print(runner.run(add()), runner.run(add()), var.get())
ctx = contextvars.copy_context()
print(runner.run(add(), context=ctx), ctx[var], runner.run(add()))
runner.close()
runner.close()
print(loop.is_closed())
try:
    runner.get_loop()
except RuntimeError as e:
    print(repr(e))
coro = add()
try:
    runner.run(coro)
except RuntimeError as e:
    print(repr(e))
coro.close()
