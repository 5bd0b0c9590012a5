# add_note(): what it refuses, and where tracebacks show notes
import asyncio

async def fails():
    error = ValueError("expected")
    error.add_note("a note")
    error.add_note("two\nlines")
    print(error.__notes__, repr(error))
    try:
        error.add_note(3)
    except TypeError as e:
        print(e)
    raise error

async def main():
    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    group = ExceptionGroup("group", [task.exception(), TypeError("other")])
    group.add_note("of the group")
    values, rest = group.split(ValueError)
    print(values.__notes__, rest.__notes__, values.__notes__ is group.__notes__)
    error = FileExistsError("there")
    print(isinstance(error, OSError), repr(error), error.errno, error.filename)
    error = OSError(999, "odd", "a.txt", None, "b.txt")
    print(type(error).__name__, repr(error), error, error.errno, error.strerror, error.filename, error.filename2)
    print(UnicodeEncodeError("ascii", "ab\xffcd", 2, 3, "bad"))
    print(SyntaxError("bad", ("f.py", 3, 5, "x = (")))
    asyncio.get_running_loop().call_exception_handler({"message": "a report", "exception": group})

asyncio.run(main())
