# proves: FUT-25 FUT-24
# The flag of the never-retrieved report can be cleared, not set
import asyncio

def handler(loop, context):
    print("handler", context["message"])

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    fut = loop.create_future()
    fut.set_exception(ValueError("quiet"))
    print(fut._log_traceback)
    try:
        fut._log_traceback = True
    except ValueError as e:
        print(repr(e))
    fut._log_traceback = False
    print(fut._log_traceback)

asyncio.run(main())
