// CAN-11, CAN-12, CAN-13: requests are counted and can be withdrawn
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function nap(seconds: number) {
  await asyncio.sleep(seconds);
  return "slept";
}

async function main() {
  const task = asyncio.createTask(nap(2));
  await asyncio.sleep(0);
  print(task.uncancel(), task.cancelling());
  task.cancel();
  task.cancel();
  print(task.cancelling(), task.uncancel(), task.cancelling());
  await asyncio.wait([task]);
  print(task.cancelled(), task.cancelling(), task.uncancel(), task.cancelling());
  const fresh = asyncio.createTask(nap(2));
  fresh.cancel();
  print(fresh.uncancel());
  print(await fresh);
}

await asyncio.run(main());
