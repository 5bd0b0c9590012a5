// proves: QUE-04
// Woken and cancelled with nobody behind it: the item stays
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const q = new asyncio.Queue();
  const task = asyncio.createTask(q.get());
  await asyncio.sleep(0);
  q.putNowait("item");
  task.cancel();
  await asyncio.wait([task]);
  print(task.cancelled(), q, await q.get());
}

await asyncio.run(main());
