// proves: BAR-04
// A cancelled waiter is not counted any more
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const barrier = new asyncio.Barrier(3);
  const tasks = Array.from({ length: 2 }, () => asyncio.createTask(barrier.wait()));
  await asyncio.sleep(0);
  print(barrier.nWaiting);
  tasks[0].cancel();
  await asyncio.wait([tasks[0]]);
  print(barrier.nWaiting, tasks[0].cancelled());
  const more = Array.from({ length: 2 }, () => asyncio.createTask(barrier.wait()));
  print(await asyncio.gather(tasks[1], ...more));
  print(barrier);
}

await asyncio.run(main());
