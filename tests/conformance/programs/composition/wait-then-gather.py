# proves: CMP-20 CMP-21
# The first result wins, the rest are cancelled and gathered
import asyncio

async def job(name, delay):
    try:
        await asyncio.sleep(delay)
        return name
    finally:
        print(name, "ends")

async def main():
    tasks = [asyncio.create_task(job(n, d)) for n, d in [("slow", 3), ("quick", 1)]]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([task.result() for task in done])
    for task in pending:
        task.cancel()
    print(await asyncio.gather(*pending, return_exceptions=True))

asyncio.run(main())
