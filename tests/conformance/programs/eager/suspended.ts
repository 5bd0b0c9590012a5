// proves: EAG-03
// Suspended, it is a task like any other, cancellation included
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function job(name: string) {
  try {
    print(name, "starts");
    await asyncio.sleep(1);
    print(name, "goes on");
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, repr(e));
    throw e;
  }
}

async function main() {
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  let task = asyncio.createTask(job("a"));
  await asyncio.sleep(2);
  task.cancel("stop");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e), task.cancelled());
  }
  task = asyncio.createTask(job("b"));
  task.cancel();
  await asyncio.wait([task]);
  print(task.cancelled());
}

await asyncio.run(main());
