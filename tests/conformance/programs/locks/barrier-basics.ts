// proves: BAR-01
// The last one to arrive goes first, the others follow in order; every index once
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function party(name: string, barrier: asyncio.Barrier) {
  const index = await barrier.wait();
  print(name, index);
}

async function main() {
  for (const n of [0, -1]) {
    try {
      new asyncio.Barrier(n);
    } catch (e: any) {
      if (!(e instanceof ValueError)) throw e;
      print(repr(e));
    }
  }
  const barrier = new asyncio.Barrier(4);
  print(barrier.parties, barrier.nWaiting, barrier.broken);
  const tasks = [..."abc"].map((name) => asyncio.createTask(party(name, barrier)));
  await asyncio.sleep(1);
  print(barrier.nWaiting, barrier);
  await party("last", barrier);
  await asyncio.gather(...tasks);
  print(barrier);
}

await asyncio.run(main());
