# CMP-07: a cancelled child raises CancelledError in whoever waits, and cancels nobody else
import asyncio

async def job(name, seconds):
    try:
        await asyncio.sleep(seconds)
        print(name, "finished")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def main():
    victim = asyncio.create_task(job("victim", 9))
    group = asyncio.gather(victim, job("other", 3))
    asyncio.get_running_loop().call_later(1, victim.cancel)
    try:
        await group
    except asyncio.CancelledError as e:
        print(repr(e), group.done(), group.cancelled(), asyncio.current_task().cancelling())
    await asyncio.sleep(5)

asyncio.run(main())
