// proves: TMO-12
// Overdue limits around a body that computes and then awaits
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function main() {
  let outer: any;
  let inner: any;
  try {
    outer = asyncio.timeout(0.2);
    await asyncWith(outer, async () => {
      try {
        inner = asyncio.timeout(0.1);
        await asyncWith(inner, async () => {
          for (let _ = 0; _ < 40; _++) {
            await asyncio.sleep(0.01);
          }
        });
      } catch (e: any) {
        if (!(e instanceof TimeoutError)) throw e;
        print("inner", inner.expired(), outer.expired());
      }
      for (let _ = 0; _ < 40; _++) {
        await asyncio.sleep(0.01);
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("outer", outer.expired());
  }
}

await asyncio.run(main());
