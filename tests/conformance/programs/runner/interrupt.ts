// RUN-06: Ctrl-C cancels main, which cleans up; then KeyboardInterrupt
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  try {
    await asyncio.getRunningLoop().createFuture();
  } catch (e) {
    print(repr(e), asyncio.currentTask()?.cancelling());
    await asyncio.sleep(2);
    print("cleaned up");
    throw e;
  }
}

await asyncio.run(main());
