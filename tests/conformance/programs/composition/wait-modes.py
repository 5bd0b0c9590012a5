# proves: CMP-21
# First completed, first exception, and a timeout at the very moment
import asyncio

async def job(delay, outcome):
    await asyncio.sleep(delay)
    if outcome == "fail":
        raise ValueError(outcome)
    if outcome == "cancel":
        raise asyncio.CancelledError()
    return outcome

async def attempt(jobs, mode, timeout):
    tasks = [asyncio.create_task(job(delay, outcome)) for delay, outcome in jobs]
    loop = asyncio.get_running_loop()
    start = loop.time()
    done, pending = await asyncio.wait(tasks, timeout=timeout, return_when=mode)
    print(mode, f"{loop.time() - start:g}", [task in done for task in tasks])
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

async def main():
    await attempt([[1, "a"], [1, "b"], [2, "c"]], asyncio.FIRST_COMPLETED, None)
    await attempt([[1, "a"], [2, "fail"], [3, "c"]], asyncio.FIRST_EXCEPTION, None)
    await attempt([[1, "cancel"], [2, "b"], [3, "c"]], asyncio.FIRST_EXCEPTION, None)
    await attempt([[1, "a"], [2, "b"]], asyncio.ALL_COMPLETED, 1)
    await attempt([[1, "fail"], [2, "b"]], asyncio.ALL_COMPLETED, 5)
    await attempt([[1, "a"]], asyncio.ALL_COMPLETED, 0)

asyncio.run(main())
