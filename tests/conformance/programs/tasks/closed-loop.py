# TSK-25: no task on a closed loop, and no warning besides
import asyncio

async def late():
    print("never")

loop = asyncio.new_event_loop()
loop.close()
coroutine = late()
try:
    loop.create_task(coroutine)
except RuntimeError as e:
    print(repr(e))
coroutine.close()
for call in (lambda: loop.call_soon(print), lambda: loop.call_later(1, print), lambda: loop.run_forever()):
    try:
        call()
    except RuntimeError as e:
        print(repr(e))
print(loop.is_closed(), loop.is_running())
