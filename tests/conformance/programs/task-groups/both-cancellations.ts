// proves: TGR-06 TGR-10
// A failing child and a cancellation from outside in one pass
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function child() {
  await asyncio.sleep(1);
  throw new ValueError("child");
}

async function body() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(child());
      await asyncio.sleep(9);
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), asyncio.currentTask().cancelling());
  }
  await asyncio.sleep(1);
  print("never");
}

async function main() {
  const task = asyncio.createTask(body());
  await asyncio.sleep(1);
  task.cancel("outside");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
