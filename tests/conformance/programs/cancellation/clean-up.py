# CAN-09: clean-up may wait, and a second cancel interrupts it
import asyncio

async def careful(name):
    try:
        await asyncio.sleep(9)
    finally:
        try:
            await asyncio.sleep(3)
            print(name, "cleaned up")
        except asyncio.CancelledError:
            print(name, "clean-up interrupted")
            raise

async def main():
    patient = asyncio.create_task(careful("patient"))
    hurried = asyncio.create_task(careful("hurried"))
    await asyncio.sleep(1)
    patient.cancel()
    hurried.cancel()
    await asyncio.sleep(0.5)
    hurried.cancel()
    print(await asyncio.gather(patient, hurried, return_exceptions=True))

asyncio.run(main())
