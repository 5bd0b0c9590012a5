# proves: FUT-26 FUT-20
# In debug mode a future knows where it was made
import asyncio

async def main():
    fut = asyncio.get_running_loop().create_future()
    print(fut)
    fut.cancel()
    print(fut)

asyncio.run(main(), debug=True)
