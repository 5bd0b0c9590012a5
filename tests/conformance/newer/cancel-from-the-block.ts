// proves: TGR-17
// The block cancels its group: children and block end, and nothing is raised
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr } from "awaitable/builtins";

async function child() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("child", repr(e));
    await asyncio.sleep(1);
    print("child cleaned up");
    throw e;
  }
}

async function main() {
  let task: any;
  const tg = new asyncio.TaskGroup();
  await asyncWith(tg, async () => {
    task = tg.createTask(child());
    await asyncio.sleep(1);
    tg.cancel();
    tg.cancel();
    print("asked", tg);
    try {
      await asyncio.sleep(9);
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print("block cancelled");
      throw e;
    }
    print("never");
  });
  print("left", task.cancelled(), asyncio.currentTask().cancelling());
  tg.cancel();
  await asyncio.sleep(1);
  print("goes on");
}

await asyncio.run(main());
