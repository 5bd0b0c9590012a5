# proves: FUT-15 FUT-12
# A callback removes others, and adds some
import asyncio

async def main():
    fut = asyncio.get_running_loop().create_future()

    def second(f):
        print("second")

    def first(f):
        print("first", f.remove_done_callback(second))
        f.add_done_callback(third)

    def third(f):
        print("third")

    fut.add_done_callback(first)
    fut.add_done_callback(second)
    fut.add_done_callback(second)
    fut.set_result(None)
    print("nobody was called yet", fut.remove_done_callback(second))
    await asyncio.sleep(0)
    print("one pass")
    await asyncio.sleep(0)

asyncio.run(main())
