// proves: QUE-03
// From put_nowait() to the getter's code: one pass; a ready item costs none
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function getter(q: asyncio.Queue<any>) {
  await q.get();
  return passes;
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  const q = new asyncio.Queue();
  const task = asyncio.createTask(getter(q));
  await asyncio.sleep(0);
  let before = passes;
  q.putNowait(1);
  print((await task) - before);
  before = passes;
  await q.put(2);
  await q.get();
  print(passes - before);
}

await asyncio.run(main());
