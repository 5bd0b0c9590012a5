# proves: CCF-14
# an exception of length 0 is an exception all the same
import asyncio
from concurrent.futures import Future


class Falsy(Exception):
    def __len__(self):
        return 0


async def main():
    future = Future()
    future.set_exception(Falsy("nothing in it"))
    print(future.exception() is not None)
    try:
        future.result()
    except Falsy as e:
        print("raised", e)
    try:
        await asyncio.wrap_future(future)
    except Falsy as e:
        print("raised", e)


asyncio.run(main())
