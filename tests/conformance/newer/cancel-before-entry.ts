// proves: TGR-17
// Cancelled before the block: it is left at its first await
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function main() {
  let tg = new asyncio.TaskGroup();
  tg.cancel();
  await asyncWith(tg, async () => {
    print("begins");
    await asyncio.sleep(0);
    print("never");
  });
  print("left", asyncio.currentTask().cancelling());
  tg = new asyncio.TaskGroup();
  tg.cancel();
  await asyncWith(tg, async () => {
    print("no await");
  });
  await asyncio.sleep(0);
  print("no stray cancellation");
}

await asyncio.run(main());
