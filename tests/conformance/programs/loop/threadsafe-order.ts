// proves: LOP-01
// call_soon_threadsafe() from the loop's own thread keeps the order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.callSoon(print, 1);
  const handle = loop.callSoonThreadsafe(print, "cancelled");
  loop.callSoonThreadsafe(print, 2);
  loop.callSoon(print, 3);
  handle.cancel();
  await asyncio.sleep(0);
}

await asyncio.run(main());
