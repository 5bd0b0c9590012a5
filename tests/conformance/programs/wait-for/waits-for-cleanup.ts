// proves: WFR-03
// The limit passes, the clean-up takes its time, then TimeoutError
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function job() {
  try {
    await asyncio.sleep(9);
  } finally {
    await asyncio.sleep(3);
    print("cleaned up");
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  try {
    await asyncio.waitFor(job(), 1);
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), repr(e.cause), `${loop.time()}`);
  }
}

await asyncio.run(main());
