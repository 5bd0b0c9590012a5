# TSK-14: an exception leaves main and ends the program
import asyncio

class OutOfTea(Exception):
    pass

async def pour():
    await asyncio.sleep(1)
    raise OutOfTea("the pot is empty")

async def main():
    print("pouring")
    await asyncio.create_task(pour())

asyncio.run(main())
