// proves: QUE-09
// After a shutdown join() still waits for what was taken
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function worker(q: asyncio.Queue<any>) {
  try {
    while (true) {
      const item = await q.get();
      await asyncio.sleep(1);
      print("did", item);
      q.taskDone();
    }
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueShutDown)) throw e;
    print("worker ends");
  }
}

async function main() {
  const q = new asyncio.Queue();
  for (let i = 0; i < 3; i++) {
    q.putNowait(i);
  }
  const task = asyncio.createTask(worker(q));
  await asyncio.sleep(0.5);
  q.shutdown();
  await q.join();
  print("joined", q);
  await task;
}

await asyncio.run(main());
