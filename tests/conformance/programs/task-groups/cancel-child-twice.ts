// proves: TGR-04 CAN-11
// A child cancelled again in its clean-up, by the group's abort
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function child() {
  for (let i = 0; i < 2; i++) {
    try {
      await asyncio.sleep(9);
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print(i, repr(e), asyncio.currentTask().cancelling());
    }
  }
  return "stubborn";
}

async function main() {
  let task: any;
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      task = tg.createTask(child());
      await asyncio.sleep(1);
      task.cancel("first");
      await asyncio.sleep(1);
      throw new ValueError("block");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), task.result());
  }
}

await asyncio.run(main());
