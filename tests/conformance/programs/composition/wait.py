# CMP-18, CMP-20, CMP-21, CMP-22: the three modes and the timeout
import asyncio

async def job(name, seconds):
    await asyncio.sleep(seconds)
    if name.startswith("bad"):
        raise ValueError(name)
    return name

def names(tasks):
    return sorted(task.get_name() for task in tasks)

async def main():
    loop = asyncio.get_running_loop()

    def start(*jobs):
        return [asyncio.create_task(job(name, seconds), name=name) for name, seconds in jobs]

    for mode in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED):
        begun = loop.time()
        tasks = start(("a", 1), ("bad", 2), ("c", 3))
        done, pending = await asyncio.wait(tasks, return_when=mode)
        print(mode, names(done), names(pending), f"{loop.time() - begun:g}")
        await asyncio.wait(tasks)
        print(repr(tasks[1].exception()))
    tasks = start(("quick", 1), ("slow", 5))
    done, pending = await asyncio.wait(tasks, timeout=2)
    print(names(done), names(pending), pending.pop().cancelling())
    done, pending = await asyncio.wait([tasks[0], tasks[0]], timeout=99)
    print(names(done), names(pending), f"{loop.time():g}")

asyncio.run(main())
