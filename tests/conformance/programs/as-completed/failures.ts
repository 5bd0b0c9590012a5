// proves: CMP-23
// Exceptions and cancellations come where they belong
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  if (n === 2) {
    throw new ValueError("two");
  }
  return n;
}

async function main() {
  const tasks = [1, 2, 3].map((n) => asyncio.createTask(job(n)));
  tasks[2].cancel();
  for (const coro of asyncio.asCompleted(tasks)) {
    try {
      print(await coro);
    } catch (e: any) {
      if (e instanceof ValueError) {
        print(repr(e));
      } else if (e instanceof asyncio.CancelledError) {
        print(repr(e));
      } else throw e;
    }
  }
}

await asyncio.run(main());
