// proves: RUN-07
// Cancelled by somebody else as well: CancelledError stays
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  const task = asyncio.currentTask();
  try {
    await asyncio.getRunningLoop().createFuture();
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(task.cancelling());
    task.cancel();
    throw e;
  }
}

try {
  await asyncio.run(main());
} catch (e: any) {
  if (!(e instanceof asyncio.CancelledError)) throw e;
  print(repr(e));
}
