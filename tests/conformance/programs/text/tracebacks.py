# What an uncaught exception of one's own leaves on stderr
import asyncio

class Spilled(Exception):
    pass

def pour():
    raise Spilled("two", "cups")

async def fetch():
    raise KeyError("cup")

async def main():
    try:
        pour()
    except Spilled as e:
        print("caught", e)
    try:
        await fetch()
    except KeyError as e:
        raise RuntimeError("no tea") from e

asyncio.run(main())
