# proves: TMO-03
# Two limits with one deadline: the inner one sees it first, the outer one converts
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 1
    try:
        async with asyncio.timeout_at(when) as outer:
            try:
                async with asyncio.timeout_at(when) as inner:
                    await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                print("between", repr(e))
                raise
            except TimeoutError:
                print("between: timeout")
                raise
    except TimeoutError as e:
        print("outside", repr(e))
    print(inner.expired(), outer.expired(), asyncio.current_task().cancelling())

asyncio.run(main())
