// CAN-01, CAN-02, CAN-11: cancel() asks; the error comes in a later pass
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function nap() {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("inside:", repr(e), asyncio.currentTask()?.cancelling());
    throw e;
  }
}

async function main() {
  const task = asyncio.createTask(nap());
  await asyncio.sleep(1);
  print(task.cancelling(), task.cancel(), task.cancelling(), task.done(), task.cancelled());
  print(task.cancel(), task.cancelling());
  await asyncio.sleep(0);
  print(task.done(), task.cancelled());
  print(task.cancel(), task.cancelling());
}

await asyncio.run(main());
