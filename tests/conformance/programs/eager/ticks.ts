// proves: EAG-07 CMP-13
// Passes that eager tasks cost
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function immediate() {
  return 1;
}

async function oneSleep() {
  await asyncio.sleep(0);
}

async function measure(what: string, make: any) {
  const before = passes;
  await make();
  print(what, passes - before);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.callSoon(count);
  await asyncio.sleep(0);
  loop.setTaskFactory(asyncio.eagerTaskFactory);
  await measure("task", () => asyncio.createTask(immediate()));
  await measure("task with one sleep", () => asyncio.createTask(oneSleep()));
  await measure("gather", () => asyncio.gather(immediate(), immediate()));
  await measure("gather of one sleep", () => asyncio.gather(immediate(), oneSleep()));
  await measure("shield", () => asyncio.shield(immediate()));
  await measure("wait", () => asyncio.wait([asyncio.createTask(immediate())]));
  await measure("wait_for", () => asyncio.waitFor(immediate(), 1));
}

await asyncio.run(main());
