// proves: RUN-06
// The second Ctrl-C is raised at once
import * as asyncio from "awaitable/asyncio";
import { KeyboardInterrupt, print, repr } from "awaitable/builtins";

async function main() {
  try {
    await asyncio.getRunningLoop().createFuture();
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("first one");
    try {
      await asyncio.getRunningLoop().createFuture();
    } finally {
      print("ends when the loop closes");
    }
  }
}

try {
  await asyncio.run(main());
} catch (e: any) {
  if (!(e instanceof KeyboardInterrupt)) throw e;
  print(repr(e));
}
