// proves: CMP-26
// Out of time: each awaitable that is left raises TimeoutError; the tasks go on
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  const tasks = [1, 3, 4].map((n) => asyncio.createTask(job(n)));
  for (const coro of asyncio.asCompleted(tasks, { timeout: 2 })) {
    try {
      print(await coro);
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e));
    }
  }
  print(tasks.map((task) => task.done()));
  print(await asyncio.gather(...tasks));
}

await asyncio.run(main());
