// proves: TMO-06 TMO-07
// Cancelled from outside before the deadline, and in the same pass as it
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, TimeoutError } from "awaitable/builtins";

async function body(cms: any) {
  await asyncWith(asyncio.timeout(2), async (cm) => {
    cms.push(cm);
    await asyncio.sleep(9);
  });
}

async function main() {
  for (const moment of [1, 2]) {
    const cms: any[] = [];
    const task = asyncio.createTask(body(cms));
    await asyncio.sleep(moment);
    task.cancel("outside");
    try {
      await task;
    } catch (e: any) {
      if (e instanceof asyncio.CancelledError) {
        print(repr(e), cms[0].expired(), task.cancelling());
      } else if (e instanceof TimeoutError) {
        print(repr(e), cms[0].expired(), task.cancelling());
      } else throw e;
    }
  }
}

await asyncio.run(main());
