// proves: QUE-03 QUE-04
// An item goes to whoever asks first after it came; the woken getter waits on
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function getter(name: string, q: asyncio.Queue<any>) {
  print(name, await q.get());
}

async function main() {
  const q = new asyncio.Queue();
  const a = asyncio.createTask(getter("a", q));
  await asyncio.sleep(0);
  q.putNowait("x");
  print("main takes", q.getNowait());
  await asyncio.sleep(1);
  print(a.done(), q);
  q.putNowait("y");
  await a;
}

await asyncio.run(main());
