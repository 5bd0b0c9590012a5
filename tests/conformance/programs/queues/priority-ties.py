# proves: QUE-11 QUE-01
# Equal priorities come out in the order of the heap, not of arrival
import asyncio

class Job:
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority

    def __lt__(self, other):
        return self.priority < other.priority

async def main():
    q = asyncio.PriorityQueue()
    for i in range(9):
        q.put_nowait(Job(i, 1))
    names = []
    for _ in range(4):
        names.append(q.get_nowait().name)
    for i in range(9, 13):
        q.put_nowait(Job(i, i % 2))
    while not q.empty():
        names.append(q.get_nowait().name)
    print(names)

asyncio.run(main())
