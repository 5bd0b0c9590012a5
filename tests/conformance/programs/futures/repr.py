# FUT-20, FUT-21: every state, callbacks shortened, rings
import asyncio

def stamp(done):
    pass

def sign(done):
    pass

async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    print(fut)
    for callback in (stamp, sign, stamp, sign):
        fut.add_done_callback(callback)
        print(fut)
    fut.set_result({"weight": 12, "tags": ["fragile", "cold"]})
    print(fut)
    long = loop.create_future()
    long.set_result("a very long text, much too long to be shown in full")
    print(long)
    failed = loop.create_future()
    failed.set_exception(RuntimeError("lost in the post"))
    print(failed, failed.exception())
    gone = loop.create_future()
    gone.add_done_callback(stamp)
    gone.cancel()
    print(gone)
    ring, other = loop.create_future(), loop.create_future()
    ring.set_result(other)
    other.set_result(ring)
    print(ring)

asyncio.run(main())
