// proves: TMO-08 CAN-14
// A limit inside the clean-up after a swallowed cancellation still works
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function body() {
  const task = asyncio.currentTask();
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("count at entry", task.cancelling());
    try {
      await asyncWith(asyncio.timeout(1), async () => {
        await asyncio.sleep(9);
      });
    } catch (e2: any) {
      if (!(e2 instanceof TimeoutError)) throw e2;
      const e = e2;
      print(repr(e), task.cancelling());
    }
  }
  return "done";
}

async function main() {
  const task = asyncio.createTask(body());
  await asyncio.sleep(1);
  task.cancel();
  print(await task, task.cancelling());
}

await asyncio.run(main());
