// proves: CAN-13 CAN-12
// uncancel() down to none withdraws a request that was not delivered yet
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job() {
  const task = asyncio.currentTask();
  task.cancel();
  task.cancel();
  print(task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel());
  await asyncio.sleep(1);
  print("not cancelled");
  task.cancel();
  task.cancel();
  task.uncancel();
  await asyncio.sleep(1);
  print("never");
}

async function main() {
  const task = asyncio.createTask(job());
  await asyncio.wait([task]);
  print(task.cancelled(), task.cancelling());
}

await asyncio.run(main());
