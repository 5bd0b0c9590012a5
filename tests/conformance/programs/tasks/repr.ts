// TSK-07, CAN-15: a task's repr in every state
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function nap() {
  await asyncio.sleep(1);
  return "rested";
}

async function fail() {
  throw new ValueError("no bed");
}

async function main() {
  const task = asyncio.createTask(nap(), { name: "napper" });
  print(task);
  await asyncio.sleep(0);
  print(task);
  const outer = asyncio.createTask(asyncio.waitFor(task, 9), { name: "waiter" });
  await asyncio.sleep(0.5);
  print(task);
  print(outer.getName(), outer.done());
  await outer;
  print(task);
  const failed = asyncio.createTask(fail(), { name: "failed" });
  await asyncio.wait([failed]);
  print(failed, repr(failed.exception()));
  const gone = asyncio.createTask(nap(), { name: "gone" });
  await asyncio.sleep(0);
  gone.cancel();
  print(gone);
  await asyncio.wait([gone]);
  print(gone);
  print(asyncio.currentTask());
}

await asyncio.run(main());
