// proves: TMO-04
// The inner limit first; the outer limit first
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function nest(a: any, b: any) {
  let outer: any;
  let inner: any;
  try {
    outer = asyncio.timeout(a);
    await asyncWith(outer, async () => {
      try {
        inner = asyncio.timeout(b);
        await asyncWith(inner, async () => {
          await asyncio.sleep(9);
        });
      } catch (e: any) {
        if (e instanceof TimeoutError) {
          print("inner");
        } else if (e instanceof asyncio.CancelledError) {
          print("passes the inner one");
          throw e;
        } else throw e;
      }
      await asyncio.sleep(0.25);
      print("goes on");
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("outer");
  }
  print(outer.expired(), inner.expired());
}

async function main() {
  await nest(2, 1);
  await nest(1, 2);
}

await asyncio.run(main());
