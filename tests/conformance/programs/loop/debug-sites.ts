// proves: LOP-14 LOP-26 FUT-26
// In debug mode handles, tasks and futures say where they were made
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job() {}

async function main() {
  const loop = asyncio.getRunningLoop();
  print(loop.createFuture());
  const task = asyncio.createTask(job(), { name: "job" });
  print(task);
  const handle = loop.callSoon(print, "called", 1);
  print(handle);
  const timer = loop.callAt(10, print, "never");
  print(timer);
  timer.cancel();
  print(timer);
  await task;
}

await asyncio.run(main(), { debug: true });
