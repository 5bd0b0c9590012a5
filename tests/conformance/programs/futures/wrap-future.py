# proves: FUT-28 FUT-22
# wrap_future() of a future of ours
import asyncio

async def main():
    fut = asyncio.get_running_loop().create_future()
    print(asyncio.wrap_future(fut) is fut, asyncio.isfuture(fut), asyncio.isfuture(asyncio.Future), asyncio.isfuture("no"))
    task = asyncio.current_task()
    print(asyncio.wrap_future(task) is task)

asyncio.run(main())
