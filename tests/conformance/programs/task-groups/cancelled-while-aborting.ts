// proves: TGR-06
// Errors during the clean-up win over the cancellation, which the next await sees
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function child() {
  try {
    await asyncio.sleep(9);
  } finally {
    throw new ValueError("in clean-up");
  }
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
  try {
    await asyncio.sleep(1);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("the next await", repr(e));
    throw e;
  }
}

async function main() {
  const task = asyncio.createTask(body());
  await asyncio.sleep(1);
  task.cancel();
  await asyncio.wait([task]);
  print(task.cancelled(), task.cancelling());
}

await asyncio.run(main());
