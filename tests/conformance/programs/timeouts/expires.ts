// proves: TMO-01
// The body sees CancelledError, whoever is outside TimeoutError
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function main() {
  let cm: any;
  const loop = asyncio.getRunningLoop();
  try {
    cm = asyncio.timeout(2);
    await asyncWith(cm, async () => {
      print(`${cm.when() - loop.time()}`, cm.expired());
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        print(repr(e), cm.expired());
        throw e;
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), repr(e.cause), cm.expired(), `${cm.when()}`);
  }
  print(asyncio.currentTask().cancelling());
  try {
    cm = asyncio.timeoutAt(loop.time() + 1);
    await asyncWith(cm, async () => {
      await asyncio.sleep(9);
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("at", `${cm.when()}`, `${loop.time()}`);
  }
}

await asyncio.run(main());
