// proves: CMP-23
// Plain iteration: the k-th that is awaited gives the k-th to be done
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  for (const coro of asyncio.asCompleted([job(3), job(1), job(2)])) {
    print(await coro);
  }
  const coros = [...asyncio.asCompleted([job(3), job(1), job(2)])];
  print(await coros[2], await coros[0], await coros[1]);
  print(await asyncio.gather(...asyncio.asCompleted([job(3), job(1), job(2)])));
}

await asyncio.run(main());
