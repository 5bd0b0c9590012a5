# proves: EAG-01
# Eager only while the loop runs
import asyncio

async def job():
    print("runs")

loop = asyncio.new_event_loop()
loop.set_task_factory(asyncio.eager_task_factory)
task = loop.create_task(job())
print("created", task.done())
loop.run_until_complete(task)
loop.close()
