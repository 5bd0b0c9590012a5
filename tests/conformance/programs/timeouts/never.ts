// proves: TMO-02
// No limit, a limit that is not reached, limits of zero and less
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function main() {
  let cm = asyncio.timeout(null);
  await asyncWith(cm, async () => {
    await asyncio.sleep(1);
  });
  print(cm.when(), cm.expired());
  cm = asyncio.timeoutAt(null);
  await asyncWith(cm, async () => {
    await asyncio.sleep(1);
  });
  print(cm.when(), cm.expired());
  cm = asyncio.timeout(5);
  await asyncWith(cm, async () => {
    await asyncio.sleep(1);
  });
  print(cm.expired());
  for (const delay of [0, -1]) {
    cm = asyncio.timeout(delay);
    await asyncWith(cm, async () => {
      print("no await");
    });
    print(cm.expired());
    try {
      cm = asyncio.timeout(delay);
      await asyncWith(cm, async () => {
        await asyncio.sleep(0);
        print("never");
      });
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print("expired", cm.expired());
    }
  }
}

await asyncio.run(main());
