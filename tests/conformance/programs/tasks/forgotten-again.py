# proves: TSK-26
# Coroutines forgotten by one statement are warned of once, those of another again, whichever loop runs
import asyncio

async def work(n):
    return n

class Shop:
    async def serve(self, n):
        return n

def plainly():
    work(1)

async def main():
    for n in range(3):
        work(n)
    work(4)
    plainly()
    plainly()
    shop = Shop()
    for n in range(2):
        shop.serve(n)
    print("awaited", await work(6))
    kept = work(7)
    print(kept.__name__)
    kept.close()

for run in range(2):
    asyncio.run(main())
