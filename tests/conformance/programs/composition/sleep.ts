// CMP-01: sleep gives its result back; zero and less cost one pass
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  print(await asyncio.sleep(1.5, "rested"), loop.time());
  for (const delay of [0, -1]) {
    loop.callSoon(print, "somebody else's turn");
    print(await asyncio.sleep(delay, "back"), loop.time());
  }
  try {
    await asyncio.sleep(Number.NaN);
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  print(await asyncio.sleep(365 * 24 * 3600, "a year later"), Math.floor(loop.time() / 86400));
}

await asyncio.run(main());
