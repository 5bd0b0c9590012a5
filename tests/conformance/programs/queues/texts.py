# proves: QUE-08 QUE-11
# str() and repr() of every kind of queue
import asyncio

async def main():
    for make in [lambda n: asyncio.Queue(n), lambda n: asyncio.LifoQueue(n), lambda n: asyncio.PriorityQueue(n)]:
        q = make(1)
        print(q)
        print(repr(q))
        getters = [asyncio.create_task(q.get()) for _ in range(2)]
        await asyncio.sleep(0)
        print(q)
        await q.put("a")
        await q.put("b")
        await asyncio.sleep(1)
        await asyncio.gather(*getters)
        await q.put("c")
        putters = [asyncio.create_task(q.put(n)) for n in ["d", "e", "f"]]
        await asyncio.sleep(0)
        print(q)
        q.shutdown()
        print(q, [q])
        await asyncio.gather(*putters, return_exceptions=True)

asyncio.run(main())
