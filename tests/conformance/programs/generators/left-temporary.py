# proves: AGN-01 AGN-02
# A generator that only the loop held is closed by a task of its own, made in the next pass: after break, return and an exception
import asyncio

async def numbers(name):
    try:
        for i in range(5):
            yield i
    except BaseException as e:
        print(name, "sees", repr(e), "in", asyncio.current_task().get_name())
        raise
    finally:
        print(name, "closing")
        await asyncio.sleep(0)
        print(name, "closed")

async def tick(n):
    for i in range(n):
        print("tick", i)
        await asyncio.sleep(0)

async def turns(n):
    for i in range(n):
        await asyncio.sleep(0)
        print("turn", i)

async def broken():
    async for x in numbers("break"):
        break
    print("left by break")

async def first(name):
    async for x in numbers(name):
        return x

async def returned():
    print(await first("return"))

async def raised():
    try:
        async for x in numbers("raise"):
            raise ValueError("boom")
    except ValueError as e:
        print("caught", repr(e))
        await turns(3)
    print("after except")

async def raised_below():
    async def below():
        async for x in numbers("below"):
            raise ValueError("boom")
    try:
        await below()
    except ValueError as e:
        kept = e
    print("caught", repr(kept))

class Source:
    def __init__(self, name):
        self.name = name
        self.inner = self
    async def items(self):
        async for x in numbers(self.name):
            yield x
    async def all(self):
        async for x in self.items():
            break
        print("left all")

async def methods():
    source = Source("of a variable")
    async for x in source.inner.items():
        break
    async for x in Source("of a new object").items():
        break
    await Source("of self").all()

async def nested():
    async for x in numbers("outer"):
        async for y in numbers("inner"):
            break
        print("after inner")
        break
    print("after outer")

async def nested_raise():
    try:
        async for x in numbers("outer"):
            async for y in numbers("inner"):
                raise ValueError("boom")
    except ValueError:
        print("caught")

async def continued():
    for i in range(3):
        async for x in numbers("number %d" % i):
            if x == i:
                break

async def to_the_end():
    async for x in numbers("whole"):
        print(x)

async def kept():
    made = []
    def make():
        made.append(numbers("kept"))
        return made[0]
    async for x in make():
        break
    print("left, and somebody has it")
    await turns(2)
    async for x in made[0]:
        print("goes on with", x)
        break
    await made[0].aclose()

async def main():
    for test in (broken, returned, raised, raised_below, methods, nested, nested_raise, continued, to_the_end, kept):
        print("--", test.__name__)
        other = asyncio.create_task(tick(7))
        await test()
        await turns(5)
        await other

asyncio.run(main())
