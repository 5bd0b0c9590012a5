// proves: FUT-25 FUT-24
// The flag of the never-retrieved report can be cleared, not set
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

function handler(loop: asyncio.EventLoop, context: any) {
  print("handler", context.get("message"));
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setExceptionHandler(handler);
  const fut = loop.createFuture();
  fut.setException(new ValueError("quiet"));
  print(fut._logTraceback);
  try {
    fut._logTraceback = true;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  fut._logTraceback = false;
  print(fut._logTraceback);
}

await asyncio.run(main());
