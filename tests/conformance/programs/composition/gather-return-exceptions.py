# CMP-06, CMP-08: exceptions in the list, unless the gather itself is cancelled
import asyncio

async def job(name, seconds):
    await asyncio.sleep(seconds)
    if name == "bad":
        raise KeyError(name)
    return name

async def main():
    victim = asyncio.create_task(job("victim", 9))
    asyncio.get_running_loop().call_later(1, victim.cancel)
    print(await asyncio.gather(job("good", 2), job("bad", 3), victim, return_exceptions=True))
    group = asyncio.gather(job("good", 2), job("bad", 3), return_exceptions=True)
    asyncio.get_running_loop().call_later(1, lambda: group.cancel("all of you"))
    try:
        await group
    except asyncio.CancelledError as e:
        print(repr(e), group.cancelled())

asyncio.run(main())
