// proves: CMP-18
// Any iterable, also a generator; duplicates once; the given order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  const tasks = Array.from({ length: 3 }, (_, n) => asyncio.createTask(job(n)));
  let [done, pending] = await asyncio.wait(tasks, { timeout: 1.5 });
  print(done.size, pending.size);
  print(tasks.map((task) => done.has(task)));
  [done, pending] = await asyncio.wait([tasks[2], tasks[2], tasks[0]]);
  print(done.size, pending.size);
}

await asyncio.run(main());
