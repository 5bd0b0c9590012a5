# proves: EAG-01 EAG-02 EAG-04
# Up to the first suspension at once; finished at once; what is current meanwhile
import asyncio

async def job(name, suspends):
    print(name, "starts", asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    if suspends:
        await asyncio.sleep(0)
    print(name, "ends")
    return name

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(job("a", False), name="task a")
    print(task.done(), task.result(), task.get_coro(), task.cancel(), len(asyncio.all_tasks()), task)
    print(asyncio.current_task().get_name())
    other = asyncio.create_task(job("b", True), name="task b")
    print(other.done(), len(asyncio.all_tasks()))
    print(await other, other.get_coro() is None)

asyncio.run(main())
