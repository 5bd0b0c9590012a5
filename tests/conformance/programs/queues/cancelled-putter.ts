// proves: QUE-04
// A putter cancelled while it waits, and one cancelled after it was told of room
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function putter(name: string, q: asyncio.Queue<any>) {
  try {
    await q.put(name);
    print(name, "is in");
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "gives up");
    throw e;
  }
}

async function main() {
  const q = new asyncio.Queue(1);
  q.putNowait("first");
  const tasks = [..."abc"].map((name) => asyncio.createTask(putter(name, q)));
  await asyncio.sleep(0);
  tasks[0].cancel();
  await asyncio.sleep(0);
  print(q);
  print(q.getNowait());
  tasks[1].cancel();
  await asyncio.wait(tasks);
  print(
    q,
    tasks.map((task) => task.cancelled()),
  );
}

await asyncio.run(main());
