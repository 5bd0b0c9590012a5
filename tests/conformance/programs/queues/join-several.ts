// proves: QUE-07
// Several wait in join(); a new item before they run does not hold them up
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function joiner(name: string, q: asyncio.Queue<any>) {
  await q.join();
  print(name, q);
}

async function main() {
  const q = new asyncio.Queue();
  q.putNowait(1);
  const tasks = [..."ab"].map((name) => asyncio.createTask(joiner(name, q)));
  await asyncio.sleep(0);
  q.getNowait();
  q.taskDone();
  q.putNowait(2);
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
