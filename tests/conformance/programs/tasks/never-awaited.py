# TSK-26: a coroutine nobody awaited is warned of; a closed one is not
import asyncio

async def errand(what):
    print("never", what)

class Shop:
    async def deliver(self):
        print("never")

async def main():
    async def inner():
        print("never")
    forgotten = errand("forgotten"), inner(), Shop().deliver()
    closed = errand("closed")
    closed.close()
    await asyncio.sleep(1)
    print("end", len(forgotten))

asyncio.run(main())
