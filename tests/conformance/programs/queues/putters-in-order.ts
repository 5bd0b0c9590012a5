// proves: QUE-03
// One putter for each free place, in order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function putter(name: string, q: asyncio.Queue<any>) {
  await q.put(name);
  print(name, "is in");
}

async function main() {
  const q = new asyncio.Queue(2);
  const tasks = [..."abcdef"].map((name) => asyncio.createTask(putter(name, q)));
  await asyncio.sleep(1);
  print(q);
  print(q.getNowait(), q.getNowait());
  await asyncio.sleep(1);
  print(q);
  const got: any[] = [];
  for (let _ = 0; _ < 4; _++) {
    got.push(await q.get());
  }
  print(got);
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
