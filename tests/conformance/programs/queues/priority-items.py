# proves: QUE-01 QUE-11
# How items are compared: numbers, strings, tuples, objects that order themselves
import asyncio

class Job:
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority

    def __lt__(self, other):
        return self.priority < other.priority

async def drain(items):
    q = asyncio.PriorityQueue()
    for item in items:
        q.put_nowait(item)
    got = []
    while not q.empty():
        got.append(await q.get())
    return got

async def main():
    print(await drain([2, 0.5, -1, 10, 7, 0]))
    print(await drain(["pear", "Apple", "fig", "apple", "", "figs", "é", "z"]))
    print(await drain([[2, "b"], [1, "z"], [2, "a"], [1, "y"], [1]]))
    print(await drain([[1, [2, 3]], [1, [2]], [0, [9]]]))
    jobs = await drain([Job("wash", 2), Job("cook", 1), Job("rest", 3)])
    print([job.name for job in jobs])

asyncio.run(main())
