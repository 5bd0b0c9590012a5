// proves: LOP-06
// The clock never goes back, and short sleeps end
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  let before = loop.time();
  for (const delay of [0.01, 0.0001, 1e-6, 1e-8, 1e-10]) {
    await asyncio.sleep(delay);
    print(loop.time() >= before, loop.time() < 0.0102);
    before = loop.time();
  }
}

await asyncio.run(main());
