// proves: FUT-30 CAN-19
// The sleeper is cancelled in the pass in which its timer is due: its result is dropped
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function sleeper() {
  try {
    print(await asyncio.sleep(1, "slept"));
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("cancelled");
    throw e;
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const task = asyncio.createTask(sleeper());
  loop.callLater(1, () => task.cancel());
  await asyncio.sleep(0);
  loop.callLater(1, () => task.cancel());
  await asyncio.wait([task]);
  print(task.cancelled(), task.cancelling());
}

await asyncio.run(main());
