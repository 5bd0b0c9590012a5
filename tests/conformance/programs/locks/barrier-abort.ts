// proves: BAR-06
// Aborted: whoever waits or arrives is sent away, until a reset
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

async function party(name: string, barrier: asyncio.Barrier) {
  try {
    print(name, await barrier.wait());
  } catch (e: any) {
    if (!(e instanceof asyncio.BrokenBarrierError)) throw e;
    print(name, repr(e));
  }
}

async function main() {
  const barrier = new asyncio.Barrier(3);
  const tasks = [..."ab"].map((name) => asyncio.createTask(party(name, barrier)));
  await asyncio.sleep(0);
  await barrier.abort();
  print(barrier.broken, barrier.nWaiting, barrier);
  await asyncio.gather(...tasks);
  await party("late", barrier);
  await barrier.reset();
  print(barrier.broken, barrier);
  await asyncio.gather(...[..."cde"].map((name) => party(name, barrier)));
  print(new asyncio.BrokenBarrierError() instanceof RuntimeError);
}

await asyncio.run(main());
