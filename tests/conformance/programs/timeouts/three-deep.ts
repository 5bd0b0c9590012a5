// proves: TMO-03 TMO-04
// Three limits in one another, the middle one first
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function main() {
  let a: any;
  let b: any;
  let c: any;
  try {
    a = asyncio.timeout(3);
    await asyncWith(a, async () => {
      try {
        b = asyncio.timeout(1);
        await asyncWith(b, async () => {
          c = asyncio.timeout(2);
          await asyncWith(c, async () => {
            await asyncio.sleep(9);
          });
        });
      } catch (e: any) {
        if (!(e instanceof TimeoutError)) throw e;
        print("middle", b.expired(), c.expired());
      }
      await asyncio.sleep(9);
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("outer", a.expired());
  }
  print(asyncio.currentTask().cancelling());
}

await asyncio.run(main());
