// proves: TMO-03
// Two limits with one deadline: the inner one sees it first, the outer one converts
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function main() {
  let outer: any;
  let inner: any;
  const loop = asyncio.getRunningLoop();
  const when = loop.time() + 1;
  try {
    outer = asyncio.timeoutAt(when);
    await asyncWith(outer, async () => {
      try {
        inner = asyncio.timeoutAt(when);
        await asyncWith(inner, async () => {
          await asyncio.sleep(9);
        });
      } catch (e: any) {
        if (e instanceof asyncio.CancelledError) {
          print("between", repr(e));
          throw e;
        } else if (e instanceof TimeoutError) {
          print("between: timeout");
          throw e;
        } else throw e;
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("outside", repr(e));
  }
  print(inner.expired(), outer.expired(), asyncio.currentTask().cancelling());
}

await asyncio.run(main());
