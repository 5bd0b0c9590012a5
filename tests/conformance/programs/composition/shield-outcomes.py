# proves: CMP-14
# What a shield passes through: results, exceptions, cancellation; done futures as they are
import asyncio

async def job(outcome):
    await asyncio.sleep(1)
    if outcome == "fail":
        raise ValueError(outcome)
    return outcome

async def main():
    print(await asyncio.shield(job("result")))
    try:
        await asyncio.shield(job("fail"))
    except ValueError as e:
        print(repr(e))
    task = asyncio.create_task(job("never"))
    outer = asyncio.shield(task)
    await asyncio.sleep(0)
    task.cancel("inner")
    try:
        await outer
    except asyncio.CancelledError as e:
        print(repr(e), outer.cancelled())
    done = asyncio.get_running_loop().create_future()
    done.set_result(1)
    print(asyncio.shield(done) is done)

asyncio.run(main())
