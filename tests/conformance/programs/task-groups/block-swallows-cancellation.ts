// proves: TGR-09 TGR-10
// A block that swallows its cancellation and goes on: the error still comes at its end
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  await asyncio.sleep(1);
  throw new ValueError("child");
}

async function main() {
  const task = asyncio.currentTask();
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(fails());
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        print("swallowed", task.cancelling());
      }
      await asyncio.sleep(1);
      print("block ends");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), task.cancelling());
  }
}

await asyncio.run(main());
