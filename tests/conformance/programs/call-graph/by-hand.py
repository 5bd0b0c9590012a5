# proves: GRA-01
# Awaiting that only the program knows of
import asyncio

def awaiters(fut):
    return [each.future.get_name() for each in asyncio.capture_call_graph(fut).awaited_by]

async def main():
    fut = asyncio.get_running_loop().create_future()
    task = asyncio.current_task()
    asyncio.future_add_to_awaited_by(fut, task)
    asyncio.future_add_to_awaited_by(fut, task)
    print(awaiters(fut))
    asyncio.future_discard_from_awaited_by(fut, task)
    asyncio.future_discard_from_awaited_by(fut, task)
    print(awaiters(fut))

asyncio.run(main())
