# FUT-13: removing a callback removes every registration of it
import asyncio

async def main():
    fut = asyncio.get_running_loop().create_future()

    def wanted(done):
        print("wanted")

    def unwanted(done):
        print("unwanted")

    for callback in (wanted, unwanted, wanted, unwanted, unwanted):
        fut.add_done_callback(callback)
    print(fut.remove_done_callback(unwanted), fut.remove_done_callback(unwanted))
    fut.set_result(None)
    print(fut.remove_done_callback(wanted))
    await asyncio.sleep(0)

asyncio.run(main())
