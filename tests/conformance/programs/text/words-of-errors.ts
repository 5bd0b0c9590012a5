// How errors of the system, bytes, groups with causes and callbacks are written
import * as asyncio from "awaitable/asyncio";
import {
  Exception,
  ExceptionGroup,
  KeyError,
  OSError,
  print,
  repr,
  str,
  TypeError,
  ValueError,
} from "awaitable/builtins";

function fail() {
  throw new ValueError("callback");
}

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const error of [
    new OSError(9999, "No such thing"),
    new OSError(9999, "No such thing", "it's"),
    new OSError(9999, "Moved", "a", null, "b"),
    new OSError("alone"),
    new OSError(),
  ]) {
    print(str(error), repr(error), error.errno, error.strerror, error.filename);
  }
  for (const data of [
    [0x27, 0x61],
    [0x22, 0x61],
    [0x27, 0x22],
    [0x5c, 0, 255],
  ]) {
    print(repr(Uint8Array.from(data)));
  }
  for (const what of [5, null, "ab", [1], 2.5]) {
    try {
      await asyncio.wait(what as never);
    } catch (error) {
      if (!(error instanceof Exception)) throw error;
      print(repr(error));
    }
  }
  try {
    asyncio.asCompleted(5 as never);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    print(str(error));
  }
  const cause = new ExceptionGroup<Error>("cause", [
    new ExceptionGroup("deep", [new ValueError(1)]),
    new KeyError("k"),
  ]);
  const inner = new ExceptionGroup<Error>("inner", [
    new ValueError(2),
    new ExceptionGroup("last", [new ValueError(3)]),
  ]);
  inner.cause = cause;
  const outer = new ExceptionGroup<Error>("outer", [new TypeError("t"), inner]);
  loop.callExceptionHandler(
    new Map<string, unknown>([
      ["message", "a group"],
      ["exception", outer],
    ]),
  );
  loop.callSoon(fail);
  loop.callSoon(() => fail());
  await asyncio.sleep(0);
}

await asyncio.run(main());
