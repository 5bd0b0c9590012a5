# proves: QUE-01
# Items that cannot be compared
import asyncio

class Job:
    pass

async def main():
    q = asyncio.PriorityQueue()
    for items in [["a", 1], [Job(), Job()], [[1, "a"], [1, 2]], [None, None]]:
        q.put_nowait(items[0])
        try:
            q.put_nowait(items[1])
        except TypeError as e:
            print(repr(e))
        while not q.empty():
            try:
                q.get_nowait()
            except TypeError:
                print("not even to get it out")

asyncio.run(main())
