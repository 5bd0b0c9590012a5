// proves: WFR-05
// The inner one finishes in the pass in which the waiter is cancelled
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  let task = asyncio.createTask(asyncio.waitFor(fut, 9));
  await asyncio.sleep(1);
  fut.setResult("done");
  task.cancel();
  try {
    print(await task);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
  const inner = asyncio.createTask(asyncio.sleep(1, "inner"));
  task = asyncio.createTask(asyncio.waitFor(inner, 9));
  await asyncio.sleep(0.5);
  task.cancel("outside");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), inner.cancelled());
  }
}

await asyncio.run(main());
