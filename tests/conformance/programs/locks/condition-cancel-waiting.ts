// proves: CND-04
// Cancelled while it waits: it holds the lock again before the error leaves, with its message
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr } from "awaitable/builtins";

async function waiter(cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    try {
      await cond.wait();
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print(repr(e), "lock held", cond.locked());
      throw e;
    }
  });
}

async function main() {
  const cond = new asyncio.Condition();
  const task = asyncio.createTask(waiter(cond));
  await asyncio.sleep(0);
  task.cancel("enough");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
  print(cond);
}

await asyncio.run(main());
