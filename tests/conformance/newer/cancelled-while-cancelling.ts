// proves: TGR-18
// A cancellation from outside during the clean-up after cancel() is not swallowed
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function slow() {
  try {
    await asyncio.sleep(9);
  } finally {
    await asyncio.sleep(2);
  }
}

async function inBlock() {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(slow());
    await asyncio.sleep(0);
    tg.cancel();
  });
}

async function limited() {
  await asyncWith(asyncio.timeout(1), async () => {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(slow());
      await asyncio.sleep(0.5);
      tg.cancel();
    });
  });
  print("never");
}

async function main() {
  const task = asyncio.createTask(inBlock());
  await asyncio.sleep(1);
  task.cancel("from outside");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), task.cancelled());
  }
  try {
    await limited();
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), asyncio.currentTask().cancelling());
  }
}

await asyncio.run(main());
