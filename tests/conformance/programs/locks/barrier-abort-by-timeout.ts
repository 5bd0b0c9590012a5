// proves: BAR-06 BAR-04
// One party runs out of patience and breaks the barrier for all
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function party(name: string, barrier: asyncio.Barrier, delay: number) {
  try {
    await asyncWith(asyncio.timeout(delay), async () => {
      await barrier.wait();
    });
  } catch (e: any) {
    if (e instanceof TimeoutError) {
      print(name, "aborts");
      await barrier.abort();
    } else if (e instanceof asyncio.BrokenBarrierError) {
      print(name, "finds it broken");
    } else throw e;
  }
}

async function main() {
  const barrier = new asyncio.Barrier(3);
  await asyncio.gather(party("a", barrier, 5), party("b", barrier, 2));
  print(barrier);
}

await asyncio.run(main());
