// proves: BAR-02
// One party passes at once; a barrier can be used again; async with gives the index
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function worker(name: string, barrier: asyncio.Barrier) {
  for (let i = 0; i < 3; i++) {
    await asyncWith(barrier, async (position) => {
      print(name, "round", i, "position", position);
    });
  }
}

async function main() {
  const alone = new asyncio.Barrier(1);
  print(await alone.wait(), await alone.wait());
  const barrier = new asyncio.Barrier(2);
  await asyncio.gather(worker("a", barrier), worker("b", barrier));
  print(barrier);
}

await asyncio.run(main());
