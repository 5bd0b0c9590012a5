// proves: WFR-05 WFR-03
// Result and deadline at one instant
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const first of [true, false]) {
    const fut = loop.createFuture();
    if (first) {
      loop.callLater(1, () => fut.setResult("in time"));
    }
    const waiter = asyncio.createTask(asyncio.waitFor(fut, 1));
    await asyncio.sleep(0);
    if (!first) {
      loop.callLater(1, () => fut.done() || fut.setResult("too late"));
    }
    try {
      print(await waiter);
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e), fut.cancelled());
    }
  }
}

await asyncio.run(main());
