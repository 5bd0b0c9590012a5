# TSK-05: numbers, names of any type, renaming
import asyncio

async def body():
    return asyncio.current_task().get_name()

async def main():
    print(asyncio.current_task().get_name())
    first = asyncio.create_task(body())
    print(first.get_name())
    named = asyncio.create_task(body(), name="porter")
    numbered = asyncio.create_task(body(), name=12)
    print(named.get_name(), repr(numbered.get_name()))
    third = asyncio.create_task(body())
    print(third.get_name())
    first.set_name("doorman")
    print(await asyncio.gather(first, named, numbered, third, body()))

asyncio.run(main())
