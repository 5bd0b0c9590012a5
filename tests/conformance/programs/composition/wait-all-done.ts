// proves: CMP-22
// Everything done already: no time passes
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const futs = Array.from({ length: 2 }, () => loop.createFuture());
  for (const fut of futs) {
    fut.setResult(1);
  }
  let [done, pending] = await asyncio.wait(futs, { timeout: 10 });
  print(done.size, pending.size, `${loop.time()}`);
  const pendingOne = loop.createFuture();
  [done, pending] = await asyncio.wait([futs[0], pendingOne], { returnWhen: asyncio.FIRST_COMPLETED, timeout: 10 });
  print(done.size, pending.size, `${loop.time()}`);
}

await asyncio.run(main());
