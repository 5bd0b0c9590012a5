// proves: QUE-11 QUE-02
// A bounded stack between a fast producer and a slow consumer
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function producer(q: asyncio.Queue<any>) {
  for (let n = 0; n < 6; n++) {
    await q.put(n);
    print("put", n);
  }
  q.shutdown();
}

async function main() {
  const q = new asyncio.LifoQueue(2);
  const task = asyncio.createTask(producer(q));
  try {
    while (true) {
      await asyncio.sleep(1);
      print("got", await q.get());
    }
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueShutDown)) throw e;
    print("end");
  }
  await task;
}

await asyncio.run(main());
