// proves: QUE-02
// get() waits for an item, put() for room
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const q = new asyncio.Queue(1);
  const getter = asyncio.createTask(q.get());
  await asyncio.sleep(1);
  print(getter.done(), q);
  await q.put("first");
  print(await getter);
  await q.put("second");
  const putter = asyncio.createTask(q.put("third"));
  await asyncio.sleep(1);
  print(putter.done(), q);
  print(await q.get(), await q.get(), await putter, q);
}

await asyncio.run(main());
