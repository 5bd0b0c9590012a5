// proves: LOP-02
// Six timers for one moment, some of them cancelled: the heap's order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  let i: any;
  const loop = asyncio.getRunningLoop();
  let when = loop.time() + 1;
  for (let i = 0; i < 6; i++) {
    loop.callAt(when, print, i);
  }
  await asyncio.sleep(2);
  when = loop.time() + 1;
  const handles = Array.from({ length: 10 }, (_, i) => loop.callAt(when, print, i));
  for (const i of [0, 3, 4]) {
    handles[i].cancel();
  }
  await asyncio.sleep(2);
}

await asyncio.run(main());
