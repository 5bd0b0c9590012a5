# RUN-04: an exception during the final cancellation is reported
import asyncio

async def linger():
    try:
        await asyncio.sleep(3600)
    finally:
        raise OSError("disk full during clean-up")

async def main():
    asyncio.create_task(linger(), name="leftover")
    await asyncio.sleep(1)
    return "main's value"

print(asyncio.run(main()))
