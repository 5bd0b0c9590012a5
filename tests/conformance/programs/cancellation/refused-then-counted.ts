// proves: CAN-09 CAN-11 CAN-14 CAN-15
// Swallowed cancellations stay counted until uncancel()
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function stubborn() {
  const task = asyncio.currentTask();
  for (let _ = 0; _ < 3; _++) {
    try {
      await asyncio.sleep(9);
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print("swallowed", task.cancelling());
    }
  }
  while (task.cancelling() > 0) {
    print("taken back", task.uncancel());
  }
  print(task.uncancel());
  return "done";
}

async function main() {
  const task = asyncio.createTask(stubborn(), { name: "stubborn" });
  for (let _ = 0; _ < 3; _++) {
    await asyncio.sleep(1);
    print(task.cancel(), task);
  }
  print(await task, task.cancel(), task.uncancel(), task.cancelling());
}

await asyncio.run(main());
