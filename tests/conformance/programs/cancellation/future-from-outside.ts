// CAN-07, CAN-08: cancelling the future that a task waits for
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function waitForMail(fut: asyncio.Future<unknown>) {
  try {
    await fut;
  } catch (e) {
    print("in the task:", repr(e), asyncio.currentTask()?.cancelling());
    throw e;
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  const first = asyncio.createTask(waitForMail(fut));
  await asyncio.sleep(0);
  fut.cancel("no post today");
  await asyncio.wait([first]);
  print(first.cancelled(), first.cancelling());
  const both = loop.createFuture();
  const task = asyncio.createTask(waitForMail(both));
  await asyncio.sleep(0);
  print(both.cancel("first"), task.cancel("second"));
  await asyncio.wait([task]);
  print(task.cancelled(), task.cancelling());
}

await asyncio.run(main());
