// proves: BAR-05 BAR-03
// Reset while a round leaves: those still inside are sent away, newcomers are not
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function party(name: string, barrier: asyncio.Barrier) {
  try {
    print(name, await barrier.wait());
  } catch (e: any) {
    if (!(e instanceof asyncio.BrokenBarrierError)) throw e;
    print(name, repr(e));
  }
}

async function resetter(barrier: asyncio.Barrier) {
  await asyncio.sleep(1);
  const last = asyncio.createTask(party("last", barrier));
  const reset = asyncio.createTask(barrier.reset());
  const new_ = asyncio.createTask(party("new", barrier));
  await asyncio.wait([last, reset]);
  print(barrier.broken);
  return asyncio.unawaited(new_) as typeof new_;
}

async function main() {
  const barrier = new asyncio.Barrier(3);
  const tasks = [..."ab"].map((name) => asyncio.createTask(party(name, barrier)));
  const new_ = await resetter(barrier);
  await asyncio.gather(...tasks);
  print(barrier, new_.done());
  await asyncio.gather(party("x", barrier), party("y", barrier), new_);
}

await asyncio.run(main());
