// proves: CMP-26
// Out of time: the loop raises TimeoutError; in time: the timer is cancelled
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const tasks = [1, 3].map((n) => asyncio.createTask(job(n)));
  try {
    for await (const task of asyncio.asCompleted(tasks, { timeout: 2 })) {
      print(await task);
    }
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), tasks[1].done());
  }
  for await (const task of asyncio.asCompleted(tasks, { timeout: 1000 })) {
    print(await task);
  }
}

await asyncio.run(main());
