# proves: LOP-16 RUN-03
# Whether debug mode is on: by default, by run(), by the runner
import asyncio

async def show():
    print(asyncio.get_running_loop().get_debug())

asyncio.run(show())
asyncio.run(show(), debug=True)
asyncio.run(show(), debug=False)
runner = asyncio.Runner(debug=True)
runner.run(show())
runner.close()
loop = asyncio.new_event_loop()
print(loop.get_debug())
loop.set_debug(True)
loop.run_until_complete(show())
loop.close()
