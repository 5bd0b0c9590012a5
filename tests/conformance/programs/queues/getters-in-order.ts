// proves: QUE-03
// One getter for each item, in order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function getter(name: string, q: asyncio.Queue<any>) {
  print(name, await q.get());
}

async function main() {
  const q = new asyncio.Queue();
  const tasks = [..."abcd"].map((name) => asyncio.createTask(getter(name, q)));
  await asyncio.sleep(0);
  q.putNowait(1);
  q.putNowait(2);
  print(q);
  await asyncio.sleep(1);
  print(tasks.map((task) => task.done()));
  await q.put(3);
  await q.put(4);
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
