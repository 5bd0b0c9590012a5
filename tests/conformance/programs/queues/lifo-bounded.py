# proves: QUE-11 QUE-02
# A bounded stack between a fast producer and a slow consumer
import asyncio

async def producer(q):
    for n in range(6):
        await q.put(n)
        print("put", n)
    q.shutdown()

async def main():
    q = asyncio.LifoQueue(2)
    task = asyncio.create_task(producer(q))
    try:
        while True:
            await asyncio.sleep(1)
            print("got", await q.get())
    except asyncio.QueueShutDown:
        print("end")
    await task

asyncio.run(main())
