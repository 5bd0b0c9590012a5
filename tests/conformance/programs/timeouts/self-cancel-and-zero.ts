// proves: TMO-08
// The wart: a request to cancel that is still on its way, and a limit of zero
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function body() {
  const task = asyncio.currentTask();
  task.cancel();
  try {
    await asyncWith(asyncio.timeout(0), async () => {
      await asyncio.sleep(0);
    });
  } catch (e: any) {
    if (e instanceof TimeoutError) {
      print(repr(e), task.cancelling());
    } else if (e instanceof asyncio.CancelledError) {
      print(repr(e), task.cancelling());
    } else throw e;
  }
}

async function main() {
  const task = asyncio.createTask(body());
  await asyncio.wait([task]);
  print(task.cancelled());
}

await asyncio.run(main());
