// proves: TMO-07
// Expired, and cancelled from outside while the body cleans up
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr } from "awaitable/builtins";

async function body() {
  await asyncWith(asyncio.timeout(1), async () => {
    try {
      await asyncio.sleep(9);
    } finally {
      await asyncio.sleep(2);
    }
  });
}

async function main() {
  const task = asyncio.createTask(body());
  await asyncio.sleep(2);
  task.cancel("outside");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), task.cancelling());
  }
}

await asyncio.run(main());
