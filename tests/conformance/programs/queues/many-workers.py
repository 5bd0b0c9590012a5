# proves: QUE-06
# Many producers and consumers on a queue of one place
import asyncio

async def producer(name, q):
    for i in range(3):
        await q.put(name + str(i))
        await asyncio.sleep(0)

async def consumer(name, q, got):
    while True:
        item = await q.get()
        got.append(name + item)
        q.task_done()

async def main():
    q = asyncio.Queue(1)
    got = []
    consumers = [asyncio.create_task(consumer(name, q, got)) for name in "xy"]
    await asyncio.gather(*[producer(name, q) for name in "abc"])
    await q.join()
    for task in consumers:
        task.cancel()
    await asyncio.wait(consumers)
    print(got)

asyncio.run(main())
