# proves: CTX-07 TSK-27
# A hundred tasks, each with a value of its own
import asyncio
import contextvars

var = contextvars.ContextVar("var")

async def job(n):
    var.set(n)
    for _ in range(3):
        await asyncio.sleep(0)
    return var.get() == n

async def main():
    results = await asyncio.gather(*[job(n) for n in range(100)])
    print(all(results), var.get("unset"))

asyncio.run(main())
