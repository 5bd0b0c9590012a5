// proves: CMP-23
// How many passes it costs over two immediate coroutines
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function immediate(n: number) {
  return n;
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  await asyncio.sleep(0);
  let before = passes;
  for (const coro of asyncio.asCompleted([immediate(1), immediate(2)])) {
    await coro;
  }
  print(passes - before);
  before = passes;
  for await (const task of asyncio.asCompleted([immediate(1), immediate(2)])) {
    task.result();
  }
  print(passes - before);
}

await asyncio.run(main());
