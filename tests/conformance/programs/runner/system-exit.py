# SystemExit with a status, a text, nothing
import asyncio

async def main(code):
    raise SystemExit(code)

for code in (0, None, 7, "a word of parting"):
    try:
        asyncio.run(main(code))
    except SystemExit as e:
        print(repr(e.code))
raise SystemExit("a word of parting")
