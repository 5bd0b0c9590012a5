// proves: CMP-25
// Left and taken up again; duplicates once; nothing at all
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  const it = asyncio.asCompleted([job(3), job(1), job(2)]);
  for (const coro of it) {
    print("first loop", await coro);
    break;
  }
  for await (const task of it) {
    print("second loop", await task);
  }
  for (const coro of asyncio.asCompleted([])) {
    print("never");
  }
  for await (const task of asyncio.asCompleted([])) {
    print("never");
  }
  const twice = asyncio.createTask(job(1));
  for (const coro of asyncio.asCompleted([twice, twice])) {
    print("twice", await coro);
  }
}

await asyncio.run(main());
