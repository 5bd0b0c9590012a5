// How many passes each operation takes (the measured contract of the loop)
import * as asyncio from "awaitable/asyncio";
import { print, TimeoutError } from "awaitable/builtins";

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

function completedSoon() {
  const fut = asyncio.getRunningLoop().createFuture();
  asyncio.getRunningLoop().callSoon(() => fut.setResult(null));
  return fut;
}

function full() {
  const fut = asyncio.getRunningLoop().createFuture();
  fut.setResult(null);
  return fut;
}

async function doneTask() {
  const task = asyncio.createTask(immediate());
  await task;
  return await measure("wait([done task])", () => asyncio.wait([task]));
}

async function measure(what: string, make: () => PromiseLike<unknown>) {
  const before = passes;
  let text = what;
  try {
    await make();
  } catch (e) {
    if (!(e instanceof TimeoutError)) throw e;
    text += " TimeoutError";
  }
  print(text, passes - before);
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  await asyncio.sleep(0);
  await measure("coroutine", immediate);
  await measure("finished future", full);
  await measure("gather()", () => asyncio.gather());
  await measure("sleep(0)", () => asyncio.sleep(0));
  await measure("future completed by a callback", completedSoon);
  await measure("create_task(immediate)", () => asyncio.createTask(immediate()));
  await measure("create_task(one sleep(0))", () => asyncio.createTask(oneSleep()));
  await measure("gather(two)", () => asyncio.gather(immediate(), immediate()));
  await measure("shield(coroutine)", () => asyncio.shield(immediate()));
  await measure("wait([new task])", () => asyncio.wait([asyncio.createTask(immediate())]));
  await doneTask();
  await measure("wait_for(immediate, 1)", () => asyncio.waitFor(immediate(), 1));
  await measure("wait_for(sleep(0), 1)", () => asyncio.waitFor(asyncio.sleep(0), 1));
  await measure("wait_for(immediate, 0)", () => asyncio.waitFor(immediate(), 0));
  await measure("gather(gather(two))", () => asyncio.gather(asyncio.gather(immediate(), immediate())));
}

await asyncio.run(main());
