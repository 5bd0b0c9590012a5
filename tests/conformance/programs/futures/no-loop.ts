// FUT-01: no loop to belong to
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr } from "awaitable/builtins";

for (const attempt of [() => new asyncio.Future(), () => asyncio.getEventLoop(), () => asyncio.getRunningLoop()]) {
  try {
    attempt();
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}
const loop = asyncio.newEventLoop();
const fut = new asyncio.Future({ loop });
print(fut, fut.getLoop() === loop);
loop.close();
