// proves: QUE-07
// join() waits until everything that was put is done
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function worker(name: string, q: asyncio.Queue<any>) {
  while (true) {
    const item = await q.get();
    await asyncio.sleep(item);
    print(name, item);
    q.taskDone();
  }
}

async function main() {
  const q = new asyncio.Queue();
  await q.join();
  print("nothing to wait for");
  try {
    q.taskDone();
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  for (const item of [3, 1, 2]) {
    q.putNowait(item);
  }
  const tasks = [..."ab"].map((name) => asyncio.createTask(worker(name, q)));
  await q.join();
  print("all done", q);
  try {
    q.taskDone();
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  for (const task of tasks) {
    task.cancel();
  }
}

await asyncio.run(main());
