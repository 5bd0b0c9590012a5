// proves: RUN-07
// A main task that is cancelled without any Ctrl-C
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  asyncio.currentTask().cancel("myself");
  await asyncio.sleep(1);
}

try {
  await asyncio.run(main());
} catch (e: any) {
  if (!(e instanceof asyncio.CancelledError)) throw e;
  print(repr(e));
}
