# proves: QUE-07
# Several wait in join(); a new item before they run does not hold them up
import asyncio

async def joiner(name, q):
    await q.join()
    print(name, q)

async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    tasks = [asyncio.create_task(joiner(name, q)) for name in "ab"]
    await asyncio.sleep(0)
    q.get_nowait()
    q.task_done()
    q.put_nowait(2)
    await asyncio.gather(*tasks)

asyncio.run(main())
