// add_note(): what it refuses, and where tracebacks show notes
import * as asyncio from "awaitable/asyncio";
import {
  ExceptionGroup,
  FileExistsError,
  OSError,
  print,
  repr,
  SyntaxError,
  TypeError,
  UnicodeEncodeError,
  ValueError,
} from "awaitable/builtins";

async function fails() {
  const error = new ValueError("expected");
  error.addNote("a note");
  error.addNote("two\nlines");
  print(error.notes, repr(error));
  try {
    error.addNote(3 as any);
  } catch (e) {
    print((e as Error).message);
  }
  throw error;
}

async function main() {
  const task = asyncio.createTask(fails());
  await asyncio.wait([task]);
  const group = new ExceptionGroup("group", [task.exception() as Error, new TypeError("other")]);
  group.addNote("of the group");
  const [values, rest] = group.split(ValueError);
  print(values?.notes, rest?.notes, values?.notes === group.notes);
  let error: OSError = new FileExistsError("there");
  print(error instanceof OSError, repr(error), error.errno, error.filename);
  error = new OSError(999, "odd", "a.txt", null, "b.txt");
  print(
    error.constructor.name,
    repr(error),
    error.message,
    error.errno,
    error.strerror,
    error.filename,
    error.filename2,
  );
  print(new UnicodeEncodeError("ascii", "ab\xffcd", 2, 3, "bad").message);
  print(new SyntaxError("bad", ["f.py", 3, 5, "x = ("]).message);
  asyncio.getRunningLoop().callExceptionHandler({ message: "a report", exception: group });
}

await asyncio.run(main());
