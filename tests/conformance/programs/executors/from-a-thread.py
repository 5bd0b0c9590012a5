# proves: LOP-13 CMP-28
# measured: 3.11
# a thread calls its loop: call_soon_threadsafe() and run_coroutine_threadsafe()
import asyncio


def note(n):
    print("progress", n)


async def double(n):
    await asyncio.sleep(0.2)
    return 2 * n


async def refuse():
    raise ValueError("asked")


def work(loop):
    loop.call_soon_threadsafe(note, 1)
    loop.call_soon_threadsafe(note, 2)
    return asyncio.run_coroutine_threadsafe(double(21), loop).result()


def ask(loop):
    return asyncio.run_coroutine_threadsafe(refuse(), loop).result()


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(work, loop))
    try:
        await asyncio.to_thread(ask, loop)
    except ValueError as e:
        print("raised", e)
    try:
        asyncio.run_coroutine_threadsafe(double, loop)
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    asyncio.run(main())
