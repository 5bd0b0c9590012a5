// proves: QUE-10 QUE-11
// Immediate: what is left is dropped and counts as done
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function joiner(q: asyncio.Queue<any>) {
  await q.join();
  print("joined");
}

async function main() {
  for (const make of [() => new asyncio.Queue(), () => new asyncio.LifoQueue(), () => new asyncio.PriorityQueue()]) {
    const q = make();
    for (let i = 0; i < 3; i++) {
      q.putNowait(i);
    }
    q.getNowait();
    const task = asyncio.createTask(joiner(q));
    await asyncio.sleep(0);
    q.shutdown({ immediate: true });
    print(q, q.empty());
    await asyncio.sleep(1);
    print(task.done());
    q.taskDone();
    await task;
    try {
      await q.get();
    } catch (e: any) {
      if (!(e instanceof asyncio.QueueShutDown)) throw e;
      print(repr(e));
    }
    q.shutdown({ immediate: true });
  }
}

await asyncio.run(main());
