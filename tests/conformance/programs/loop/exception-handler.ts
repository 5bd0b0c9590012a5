// LOP-18: one's own handler, the default one again, and a handler that fails
import * as asyncio from "awaitable/asyncio";
import { OSError, print, repr, TypeError, ValueError } from "awaitable/builtins";

function burn() {
  throw new OSError("toast");
}

async function main() {
  const loop = asyncio.getRunningLoop();

  function handler(_loop: asyncio.EventLoop, context: Map<string, unknown>) {
    print([...context.keys()].sort(), String(context.get("message")).split(" at ")[0], repr(context.get("exception")));
  }

  function clumsy() {
    throw new ValueError("in the handler");
  }

  print(loop.getExceptionHandler());
  loop.setExceptionHandler(handler);
  loop.callSoon(burn);
  await asyncio.sleep(1);
  loop.callExceptionHandler({ message: "by hand", colour: "red" });
  loop.setExceptionHandler(clumsy);
  loop.callExceptionHandler({ message: "into the clumsy one" });
  loop.setExceptionHandler(null);
  loop.callExceptionHandler({ message: "into the default one", colour: "red", size: 3 });
  try {
    loop.setExceptionHandler(5 as never);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
