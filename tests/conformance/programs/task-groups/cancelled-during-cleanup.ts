// proves: TGR-06
// The child's failure first, the cancellation while siblings clean up
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  throw new ValueError("fails");
}

async function slow() {
  try {
    await asyncio.sleep(9);
  } finally {
    await asyncio.sleep(2);
    print("cleaned up");
  }
}

async function body() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(slow());
      await asyncio.sleep(0);
      tg.createTask(fails());
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), asyncio.currentTask().cancelling());
  }
  try {
    await asyncio.sleep(0);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("cancelled after all");
  }
}

async function main() {
  const task = asyncio.createTask(body());
  await asyncio.sleep(1);
  task.cancel();
  await task;
  print(task.cancelling());
}

await asyncio.run(main());
