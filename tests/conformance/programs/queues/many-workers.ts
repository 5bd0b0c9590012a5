// proves: QUE-06
// Many producers and consumers on a queue of one place
import * as asyncio from "awaitable/asyncio";
import { print, str } from "awaitable/builtins";

async function producer(name: string, q: asyncio.Queue<any>) {
  for (let i = 0; i < 3; i++) {
    await q.put(name + str(i));
    await asyncio.sleep(0);
  }
}

async function consumer(name: string, q: asyncio.Queue<any>, got: any) {
  while (true) {
    const item = await q.get();
    got.push(name + item);
    q.taskDone();
  }
}

async function main() {
  const q = new asyncio.Queue(1);
  const got: any[] = [];
  const consumers = [..."xy"].map((name) => asyncio.createTask(consumer(name, q, got)));
  await asyncio.gather(...[..."abc"].map((name) => producer(name, q)));
  await q.join();
  for (const task of consumers) {
    task.cancel();
  }
  await asyncio.wait(consumers);
  print(got);
}

await asyncio.run(main());
