// proves: LOP-02 LOP-04
// Timers by due time, negative delays first; one that is overdue runs after what is ready
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const delay of [3, -2, 1, 0, -1, 2]) {
    loop.callLater(delay, print, "timer", delay);
  }
  loop.callSoon(print, "soon");
  await asyncio.sleep(0);
  print("one pass later");

  function overdue() {
    loop.callAt(0, print, "overdue");
    loop.callSoon(() => loop.callSoon(print, "two passes"));
    print("scheduled");
  }

  loop.callSoon(overdue);
  await asyncio.sleep(9);
}

await asyncio.run(main());
