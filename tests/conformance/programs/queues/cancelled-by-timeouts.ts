// proves: QUE-04
// get() under a time limit, again and again: nothing is lost
import * as asyncio from "awaitable/asyncio";
import { print, TimeoutError } from "awaitable/builtins";

async function producer(q: asyncio.Queue<any>) {
  for (let i = 0; i < 4; i++) {
    await asyncio.sleep(2);
    await q.put(i);
  }
}

async function main() {
  const q = new asyncio.Queue();
  const task = asyncio.createTask(producer(q));
  const got: any[] = [];
  let misses = 0;
  while (got.length < 4) {
    try {
      got.push(await asyncio.waitFor(q.get(), 0.75));
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      misses += 1;
    }
  }
  print(got, misses, q);
  await task;
}

await asyncio.run(main());
