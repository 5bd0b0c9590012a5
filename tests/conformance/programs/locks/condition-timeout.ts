// proves: CND-06
// Waiting for a condition under wait_for() and under timeout()
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function main() {
  const cond = new asyncio.Condition();
  await asyncWith(cond, async () => {
    try {
      await asyncio.waitFor(cond.wait(), 1);
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e), cond.locked());
    }
    try {
      await asyncWith(asyncio.timeout(2), async () => {
        await cond.waitFor(() => false);
      });
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e), cond.locked());
    }
    print(cond);
  });
  print(cond);
}

await asyncio.run(main());
