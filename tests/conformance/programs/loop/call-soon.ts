// LOP-01: first in, first out; what a callback schedules waits for the next pass
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();

  function chain(n: number) {
    print("chain", n);
    if (n > 0) loop.callSoon(chain, n - 1);
  }

  loop.callSoon(chain, 2);
  const handle = loop.callSoon(print, "never");
  loop.callSoon(print, "second", "with", "arguments");
  handle.cancel();
  print(handle.cancelled());
  for (let n = 0; n < 4; n++) {
    await asyncio.sleep(0);
    print("pass", n);
  }
}

await asyncio.run(main());
