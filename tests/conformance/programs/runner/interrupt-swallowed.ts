// RUN-06: main swallows the Ctrl-C: no KeyboardInterrupt
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  try {
    await asyncio.getRunningLoop().createFuture();
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("swallowed");
  }
  return "value";
}

print(await asyncio.run(main()));
