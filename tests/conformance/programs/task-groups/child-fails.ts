// proves: TGR-02
// A failing child cancels its siblings and the block; the errors come as a group
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, str, ValueError } from "awaitable/builtins";

async function fails(delay: number, text: string) {
  try {
    await asyncio.sleep(delay);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(text, "cancelled");
    throw e;
  }
  throw new ValueError(text);
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(fails(1, "a"));
      tg.createTask(fails(2, "b"));
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        print("block", repr(e));
        throw e;
      }
      print("never");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), str(e));
    print(asyncio.currentTask().cancelling());
  }
  await asyncio.sleep(1);
  print("goes on");
}

await asyncio.run(main());
