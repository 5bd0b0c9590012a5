// proves: LOP-18
// A handler that fails, and one that lets SystemExit through
import * as asyncio from "awaitable/asyncio";
import { print, repr, SystemExit, ZeroDivisionError } from "awaitable/builtins";

function badHandler(loop: asyncio.EventLoop, context: any) {
  print("handler", context.get("message"));
  throw new ZeroDivisionError("in the handler");
}

function leavingHandler(loop: asyncio.EventLoop, context: any) {
  throw new SystemExit(4);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setExceptionHandler(badHandler);
  print(loop.getExceptionHandler() === badHandler);
  loop.callExceptionHandler({ message: "first" });
  loop.setExceptionHandler(leavingHandler);
  try {
    loop.callExceptionHandler({ message: "second" });
  } catch (e: any) {
    if (!(e instanceof SystemExit)) throw e;
    print(repr(e));
  }
  loop.setExceptionHandler(null);
  loop.callExceptionHandler({ message: "third" });
}

await asyncio.run(main());
