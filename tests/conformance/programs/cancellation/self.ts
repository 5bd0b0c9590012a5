// CAN-05, CAN-06: cancelling oneself
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function andReturns() {
  asyncio.currentTask()?.cancel();
  print("still running");
  return "lost";
}

async function andAwaits(other: asyncio.Task<unknown>) {
  asyncio.currentTask()?.cancel();
  try {
    await other;
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("at the await; the other:", other.cancelling(), other.cancelled());
    throw e;
  }
}

async function main() {
  const first = asyncio.createTask(andReturns());
  await asyncio.wait([first]);
  print(first.cancelled());
  const other = asyncio.createTask(asyncio.sleep(9));
  await asyncio.sleep(0);
  const task = asyncio.createTask(andAwaits(other));
  await asyncio.wait([task]);
  print(task.cancelled(), other.cancelled());
}

await asyncio.run(main());
