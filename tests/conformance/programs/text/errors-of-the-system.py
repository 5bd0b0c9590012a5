# measured: 3.11
# Which class an OSError is of, by its number; and what a subclass is given
import errno

class Mine(OSError):
    pass

others = [0, -1, errno.ENXIO, errno.ENOEXEC, errno.ENOSPC, errno.EADDRINUSE, errno.ENOTCONN, errno.EHOSTUNREACH, 9999]
special = [number for number in range(1, 134) if type(OSError(number, "x")) is not OSError]
print(special)
for number in special + others:
    error = OSError(number, "text")
    print(number, type(error).__name__, repr(error), "|", str(error), "|", error.errno, isinstance(error, OSError))
print(isinstance(OSError(errno.ECONNRESET, "x"), ConnectionError), isinstance(OSError(errno.EPIPE, "x"), ConnectionError))
for error in (
    OSError(), OSError(2), OSError("2", "text"), OSError(None, "text"), OSError(2.5, "text"), OSError(2, "a", "b", None, "d"),
    OSError(1, 2, 3, 4, 5, 6), OSError(2, "No such file", "cat.txt"),
    Mine(2, "text"), PermissionError(2, "text"), ConnectionError(111, "text"), TimeoutError("slow"),
):
    print(type(error).__name__, repr(error), "|", str(error), "|", error.errno)
try:
    raise OSError(17, "File exists", "cat.txt")
except FileExistsError as e:
    print("caught", e.filename, e.strerror)
