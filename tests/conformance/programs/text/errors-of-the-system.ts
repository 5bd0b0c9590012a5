// Which class an OSError is of, by its number; and what a subclass is given
import {
  ConnectionError,
  FileExistsError,
  OSError,
  PermissionError,
  print,
  repr,
  str,
  TimeoutError,
} from "awaitable/builtins";

class Mine extends OSError {}

const errno = {
  ENXIO: 6,
  ENOEXEC: 8,
  ENOSPC: 28,
  EPIPE: 32,
  EADDRINUSE: 98,
  ECONNRESET: 104,
  ENOTCONN: 107,
  EHOSTUNREACH: 113,
};
const others = [
  0,
  -1,
  errno.ENXIO,
  errno.ENOEXEC,
  errno.ENOSPC,
  errno.EADDRINUSE,
  errno.ENOTCONN,
  errno.EHOSTUNREACH,
  9999,
];
const numbers = Array.from({ length: 133 }, (_, index) => index + 1);
const special = numbers.filter((number) => new OSError(number, "x").constructor !== OSError);
print(special);
for (const number of [...special, ...others]) {
  const error = new OSError(number, "text");
  print(number, error.constructor.name, repr(error), "|", str(error), "|", error.errno, error instanceof OSError);
}
print(
  new OSError(errno.ECONNRESET, "x") instanceof ConnectionError,
  new OSError(errno.EPIPE, "x") instanceof ConnectionError,
);
for (const error of [
  new OSError(),
  new OSError(2),
  new OSError("2", "text"),
  new OSError(null, "text"),
  new OSError(2.5, "text"),
  new OSError(2, "a", "b", null, "d"),
  new OSError(1, 2, 3, 4, 5, 6),
  new OSError(2, "No such file", "cat.txt"),
  new Mine(2, "text"),
  new PermissionError(2, "text"),
  new ConnectionError(111, "text"),
  new TimeoutError("slow"),
]) {
  print(error.constructor.name, repr(error), "|", str(error), "|", error.errno);
}
try {
  throw new OSError(17, "File exists", "cat.txt");
} catch (e: any) {
  if (!(e instanceof FileExistsError)) throw e;
  print("caught", e.filename, e.strerror);
}
