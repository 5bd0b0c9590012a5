// WFR-04: an inner that swallows the cancellation, or fails instead
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr } from "awaitable/builtins";

async function stubborn(how: string) {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    if (how === "returns") return "late, but here";
    throw new KeyError("instead");
  }
}

async function main() {
  print(await asyncio.waitFor(stubborn("returns"), 1));
  try {
    await asyncio.waitFor(stubborn("fails"), 1);
  } catch (e) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e));
  }
  print(asyncio.currentTask()?.cancelling());
}

await asyncio.run(main());
