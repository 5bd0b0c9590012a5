// proves: EVT-01
// A cancelled waiter leaves; one that was woken and then cancelled ends cancelled
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const event = new asyncio.Event();
  const tasks = Array.from({ length: 3 }, () => asyncio.createTask(event.wait()));
  await asyncio.sleep(0);
  tasks[0].cancel();
  await asyncio.sleep(0);
  print(event);
  event.set();
  tasks[1].cancel();
  print(await asyncio.gather(...tasks, { returnExceptions: true }));
  print(event);
}

await asyncio.run(main());
