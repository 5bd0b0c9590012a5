# FUT-11, FUT-12, FUT-14: callbacks run later, in order, as often as they were added
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()

    def first(done):
        print("first", done is fut, done.result())
        done.add_done_callback(late)

    def second(done):
        print("second")

    def late(done):
        print("added by first")

    fut.add_done_callback(first)
    fut.add_done_callback(second)
    fut.add_done_callback(first)
    loop.call_soon(print, "scheduled before set_result")
    fut.set_result(5)
    loop.call_soon(print, "scheduled after set_result")
    print("main goes on")
    await asyncio.sleep(0)
    print("one pass")
    await asyncio.sleep(0)
    print("two passes")
    fut.add_done_callback(second)
    print("added to a finished future")
    await asyncio.sleep(0)
    print("end")

asyncio.run(main())
