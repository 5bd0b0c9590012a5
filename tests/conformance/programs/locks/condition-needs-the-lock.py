# proves: CND-01
# What a condition refuses without its lock
import asyncio

async def main():
    cond = asyncio.Condition()
    for attempt in [lambda: cond.notify(), lambda: cond.notify_all()]:
        try:
            attempt()
        except RuntimeError as e:
            print(repr(e))
    try:
        await cond.wait()
    except RuntimeError as e:
        print(repr(e))
    try:
        await cond.wait_for(lambda: False)
    except RuntimeError as e:
        print(repr(e))
    print(await cond.wait_for(lambda: "no need to wait"))

asyncio.run(main())
