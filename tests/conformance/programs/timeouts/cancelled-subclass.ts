// proves: TMO-14
// A subclass of CancelledError counts as the cancellation
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

class Mine extends asyncio.CancelledError {}

async function main() {
  try {
    await asyncWith(asyncio.timeout(1), async () => {
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        throw new Mine("mine");
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), repr(e.cause));
  }
}

await asyncio.run(main());
