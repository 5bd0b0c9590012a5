// proves: QUE-10
// Immediate with nothing taken: join() is released
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const q = new asyncio.Queue(2);
  q.putNowait(1);
  q.putNowait(2);
  const joiner = asyncio.createTask(q.join());
  const putter = asyncio.createTask(q.put(3));
  await asyncio.sleep(0);
  q.shutdown({ immediate: true });
  print(await asyncio.gather(joiner, putter, { returnExceptions: true }));
  print(q);
}

await asyncio.run(main());
