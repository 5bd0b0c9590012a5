// proves: BAR-05
// Reset while it fills: those that wait are sent away, and it can be used again
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function party(name: string, barrier: asyncio.Barrier) {
  try {
    print(name, await barrier.wait());
  } catch (e: any) {
    if (!(e instanceof asyncio.BrokenBarrierError)) throw e;
    print(name, repr(e), barrier);
  }
}

async function main() {
  const barrier = new asyncio.Barrier(3);
  await barrier.reset();
  print(barrier);
  const tasks = [..."ab"].map((name) => asyncio.createTask(party(name, barrier)));
  await asyncio.sleep(0);
  await barrier.reset();
  print(barrier, barrier.broken);
  await asyncio.gather(...tasks);
  await asyncio.gather(...[..."cde"].map((name) => party(name, barrier)));
}

await asyncio.run(main());
