# CMP-02, CMP-03, CMP-10: results in the order of the arguments, duplicates once, nothing at all
import asyncio

async def job(name, seconds):
    await asyncio.sleep(seconds)
    print(name, "finished")
    return name

async def main():
    print(await asyncio.gather(job("a", 3), job("b", 1), job("c", 2)))
    task = asyncio.create_task(job("once", 1))
    print(await asyncio.gather(task, job("d", 2), task))
    nothing = asyncio.gather()
    print(nothing.done(), await nothing)

asyncio.run(main())
