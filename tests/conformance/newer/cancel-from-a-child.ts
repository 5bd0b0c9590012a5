// proves: TGR-17
// A child cancels the group and returns: it ends cancelled itself; the block was waiting already
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function canceller(tg: asyncio.TaskGroup) {
  await asyncio.sleep(1);
  tg.cancel();
  return "returned";
}

async function sleeper() {
  await asyncio.sleep(9);
}

async function main() {
  let a: any;
  let b: any;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    a = tg.createTask(canceller(tg));
    b = tg.createTask(sleeper());
  });
  print(a.cancelled(), b.cancelled(), asyncio.currentTask().cancelling());
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(canceller(tg));
    await asyncio.sleep(9);
    print("never");
  });
  print("left");
}

await asyncio.run(main());
