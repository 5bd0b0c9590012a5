# proves: AGN-02 AGN-03
# A generator that yields in spite of aclose() goes on for anext() alone; what the loop says of it at the end
import asyncio

async def stubborn(name):
    refusals = 0
    for i in range(10):
        try:
            yield i
        except GeneratorExit:
            refusals += 1
            if refusals == 2:
                raise
            print(name, "refuses")

async def tried(what, awaitable):
    try:
        print(what, await awaitable)
    except Exception as e:
        print(what, repr(e))

held = []

async def again():
    g = stubborn("again")
    await tried("anext", anext(g))
    await tried("aclose", g.aclose())
    await tried("anext", anext(g))
    await tried("aclose", g.aclose())
    await tried("athrow", g.athrow(ValueError("thrown")))
    async for x in g:
        print("item", x)
        break
    await tried("asend", g.asend("sent"))

async def left():
    g = stubborn("left")
    held.append(g)
    await tried("anext", anext(g))

async def cleaned_up():
    g = stubborn("cleaned up")
    await tried("anext", anext(g))
    await tried("aclose", g.aclose())
    async for x in g:
        pass
    await tried("aclose", g.aclose())

for test in (again, left, cleaned_up):
    print("--", test.__name__)
    asyncio.run(test())
