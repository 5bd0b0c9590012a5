// proves: QUE-09
// Those that wait when the queue is shut down
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function attempt(name: string, awaitable: any) {
  try {
    print(name, await awaitable);
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueShutDown)) throw e;
    print(name, "shut down");
  }
}

async function main() {
  let q = new asyncio.Queue(1);
  const getters = [..."ab"].map((name) => asyncio.createTask(attempt(name, q.get())));
  await asyncio.sleep(0);
  q.putNowait("item");
  q.shutdown();
  await asyncio.gather(...getters);
  q = new asyncio.Queue(1);
  q.putNowait("item");
  const putters = [..."cd"].map((name) => asyncio.createTask(attempt(name, q.put(name))));
  await asyncio.sleep(0);
  q.shutdown();
  await asyncio.gather(...putters);
  print(q);
}

await asyncio.run(main());
