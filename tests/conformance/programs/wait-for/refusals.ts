// proves: WFR-04 WFR-06
// An inner coroutine that swallows the cancellation, or replaces it
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr } from "awaitable/builtins";

async function returns() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    return "a value after all";
  }
}

async function fails() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    throw new KeyError("instead");
  }
}

async function main() {
  print(await asyncio.waitFor(returns(), 1));
  try {
    await asyncio.waitFor(fails(), 1);
  } catch (e: any) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e));
  }
  print(asyncio.currentTask().cancelling());
}

await asyncio.run(main());
