# proves: TGR-07
# Another BaseException makes a BaseExceptionGroup
import asyncio

class Mine(BaseException):
    pass

async def child():
    raise Mine("mine")

async def fails():
    raise ValueError("value")

async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child())
            tg.create_task(fails())
    except BaseExceptionGroup as e:
        print(type(e).__name__, [type(each).__name__ for each in e.exceptions], isinstance(e, Exception))

asyncio.run(main())
