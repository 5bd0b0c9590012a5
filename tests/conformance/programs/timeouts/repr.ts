// proves: TMO-13
// A limit's repr in every state
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function main() {
  let cm = asyncio.timeout(2.5);
  print(cm);
  try {
    await asyncWith(cm, async () => {
      print(cm);
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        print(cm);
        throw e;
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(cm);
  }
  cm = asyncio.timeout(null);
  await asyncWith(cm, async () => {
    print(cm);
  });
  print(cm);
}

await asyncio.run(main());
