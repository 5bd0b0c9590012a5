// Section 3: timers for one moment fire in the heap's order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  for (let count = 1; count <= 12; count++) {
    const fired: number[] = [];
    const when = loop.time() + 1;
    for (let n = 0; n < count; n++) loop.callAt(when, () => fired.push(n));
    await asyncio.sleep(2);
    print(fired);
  }

  async function sleeper(n: number, fired: number[]) {
    for (let i = 0; i < 3; i++) {
      await asyncio.sleep(1);
      fired.push(n);
    }
  }

  const fired: number[] = [];
  await asyncio.gather(...[0, 1, 2, 3, 4].map((n) => sleeper(n, fired)));
  print(fired);
}

await asyncio.run(main());
