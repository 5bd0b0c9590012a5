// proves: TSK-26
// Coroutines forgotten by one statement are warned of once, those of another again, whichever loop runs
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function work(n: number) {
  return n;
}

class Shop {
  async serve(n: number) {
    return n;
  }
}

function plainly() {
  void work(1);
}

async function main() {
  for (let n = 0; n < 3; n++) work(n);
  work(4);
  plainly();
  plainly();
  const shop = new Shop();
  for (let n = 0; n < 2; n++) shop.serve(n);
  print("awaited", await work(6));
  const kept = work(7);
  print("work");
  kept.close();
}

for (let run = 0; run < 2; run++) await asyncio.run(main());
