# proves: QUE-06 QUE-09
# Three stages joined by bounded queues, ended by shutdown
import asyncio

async def produce(out):
    for i in range(5):
        await out.put(i)
        print("made", i)
    out.shutdown()

async def double(source, out):
    try:
        while True:
            item = await source.get()
            await asyncio.sleep(1)
            await out.put(item * 2)
    except asyncio.QueueShutDown:
        out.shutdown()

async def consume(source):
    try:
        while True:
            print("got", await source.get())
    except asyncio.QueueShutDown:
        print("end")

async def main():
    a = asyncio.Queue(2)
    b = asyncio.Queue(1)
    await asyncio.gather(produce(a), double(a, b), consume(b))

asyncio.run(main())
