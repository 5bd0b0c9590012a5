// proves: TMO-01
// A body that swallows the cancellation: no TimeoutError, but it did expire
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function main() {
  const cm = asyncio.timeout(1);
  await asyncWith(cm, async () => {
    try {
      await asyncio.sleep(9);
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print("swallowed");
    }
    await asyncio.sleep(1);
    print("goes on");
  });
  print(cm.expired(), asyncio.currentTask().cancelling());
}

await asyncio.run(main());
