// proves: QUE-04 QUE-05
// A getter cancelled while it waits, and one cancelled after it was woken
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function getter(name: string, q: asyncio.Queue<any>) {
  try {
    print(name, await q.get());
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, repr(e));
    throw e;
  }
}

async function main() {
  const q = new asyncio.Queue();
  const tasks = [..."abc"].map((name) => asyncio.createTask(getter(name, q)));
  await asyncio.sleep(0);
  tasks[0].cancel();
  await asyncio.sleep(0);
  print(q);
  q.putNowait("item");
  tasks[1].cancel("too late");
  await asyncio.wait([tasks[2]]);
  print(
    tasks.map((task) => task.cancelled()),
    q,
  );
}

await asyncio.run(main());
