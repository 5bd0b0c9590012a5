// proves: QUE-11 QUE-03
// A getter that waits gets what came first, even if something smaller follows
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function getter(name: string, q: asyncio.Queue<any>) {
  print(name, await q.get());
}

async function main() {
  const q = new asyncio.PriorityQueue();
  const tasks = [..."ab"].map((name) => asyncio.createTask(getter(name, q)));
  await asyncio.sleep(0);
  for (const n of [5, 3, 4, 1]) {
    q.putNowait(n);
  }
  await asyncio.gather(...tasks);
  print(q.qsize(), await q.get(), await q.get());
}

await asyncio.run(main());
