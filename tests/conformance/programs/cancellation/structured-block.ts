// proves: CAN-17
// A block with its own timer, by the pattern: uncancel, and compare with the count at entry
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function limited(delay: number, work: any) {
  const task = asyncio.currentTask();
  const count = task.cancelling();
  const fired: any[] = [];

  function fire() {
    fired.push(true);
    task.cancel();
  }

  const handle = asyncio.getRunningLoop().callLater(delay, fire);
  try {
    return await work();
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    if (fired.length > 0 && task.uncancel() <= count) {
      throw new TimeoutError("own timer");
    }
    throw e;
  } finally {
    handle.cancel();
  }
}

async function slow() {
  await asyncio.sleep(5);
}

async function main() {
  try {
    await limited(1, slow);
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), asyncio.currentTask().cancelling());
  }
  let task = asyncio.createTask(limited(1, slow));
  await asyncio.sleep(0.5);
  task.cancel("outside");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
  task = asyncio.createTask(limited(1, slow));
  asyncio.getRunningLoop().callLater(1, () => task.cancel("both"));
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
