# RUN-06: Ctrl-C cancels main, which cleans up; then KeyboardInterrupt
# interrupt: idle
import asyncio

async def main():
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError as e:
        print(repr(e), asyncio.current_task().cancelling())
        await asyncio.sleep(2)
        print("cleaned up")
        raise

asyncio.run(main())
