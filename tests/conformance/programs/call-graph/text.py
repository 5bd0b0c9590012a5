# proves: GRA-05
# The text form, without the numbers
import asyncio
import re

def cleaned(text):
    return re.sub(r"line \d+", "line N", re.sub(r"id=0x[0-9a-f]+", "id=ID", re.sub(r"'[\w./]*\.(py|ts)'", "FILE", text)))

async def job(fut):
    await fut

async def awaiter(task):
    await task

async def main():
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(job(fut), name="job")
    waiter = asyncio.create_task(awaiter(task), name="waiter")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(cleaned(asyncio.format_call_graph(task)))
    print(cleaned(asyncio.format_call_graph(fut)))
    print(cleaned(asyncio.format_call_graph(fut, limit=0)))
    fut.set_result(None)
    await waiter
    print(cleaned(asyncio.format_call_graph(fut)))

asyncio.run(main())
