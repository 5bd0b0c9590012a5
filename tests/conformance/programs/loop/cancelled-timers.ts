// LOP-05: many cancelled timers change nothing in the order of the others
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const fired: number[] = [];
  const handles = Array.from({ length: 150 }, (_, n) => loop.callLater(1 + ((n * 37) % 101) / 4, () => fired.push(n)));
  for (const [n, handle] of handles.entries()) if (n % 4) handle.cancel();
  await asyncio.sleep(0);
  await asyncio.sleep(100);
  print(fired);
}

await asyncio.run(main());
