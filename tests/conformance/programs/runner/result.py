# proves: RUN-01 RUN-09
# Values, exceptions, any awaitable; and a value whose repr must not be asked for
import asyncio

class Silent:
    def __repr__(self):
        raise ValueError("nobody asked")

class Custom:
    def __await__(self):
        yield from asyncio.sleep(1).__await__()
        return "custom"

async def gives(value):
    return value

async def fails():
    raise ValueError("out")

print(asyncio.run(gives(5)), asyncio.run(Custom()))
silent = asyncio.run(gives(Silent()))
print(isinstance(silent, Silent))
try:
    asyncio.run(fails())
except ValueError as e:
    print(repr(e))
for bad in [5, None, gives]:
    try:
        asyncio.run(bad)
    except TypeError as e:
        print(repr(e))
