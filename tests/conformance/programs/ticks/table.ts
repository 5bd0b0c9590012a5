// proves: CMP-01 CMP-03 CMP-04 TGR-01 TMO-02 WFR-02 WFR-07 EVT-01 QUE-03 EAG-07
// The measured contract of the loop: how many passes each operation costs
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

class Bare {
  *await() {
    yield;
  }
}

async function immediate() {
  return 1;
}

async function oneSleep() {
  await asyncio.sleep(0);
}

async function emptyGroup() {
  await asyncWith(new asyncio.TaskGroup(), async () => {});
}

async function group(make: any) {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(make(tg));
  });
}

async function child(tg: asyncio.TaskGroup) {}

async function parent(tg: asyncio.TaskGroup) {
  tg.createTask(child(tg));
}

async function limited(delay: number, suspends: any) {
  await asyncWith(asyncio.timeout(delay), async () => {
    if (suspends) {
      await asyncio.sleep(0);
    }
  });
}

async function completed() {
  for (const coro of asyncio.asCompleted([immediate(), immediate()])) {
    await coro;
  }
}

async function acquireAndRelease(lock: asyncio.Lock) {
  await lock.acquire();
  lock.release();
}

async function measure(what: string, make: any) {
  const before = passes;
  try {
    await make();
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    what += ", TimeoutError";
  }
  print(what, passes - before);
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  await asyncio.sleep(0);
  await measure("coroutine", () => immediate());
  await measure("empty group", () => emptyGroup());
  await measure("gather of nothing", () => asyncio.gather());
  await measure("timeout of one second around nothing", () => limited(1, false));
  await measure("sleep(0)", () => asyncio.sleep(0));
  await measure("bare yield", () => new Bare());
  await measure("task", () => asyncio.createTask(immediate()));
  await measure("task of one sleep", () => asyncio.createTask(oneSleep()));
  await measure("gather of two", () => asyncio.gather(immediate(), immediate()));
  await measure("shield", () => asyncio.shield(immediate()));
  await measure("wait for a new task", () => asyncio.wait([asyncio.createTask(immediate())]));
  const done = asyncio.createTask(immediate());
  await done;
  await measure("wait for a done task", () => asyncio.wait([done]));
  await measure("as_completed of two", () => completed());
  await measure("group of one", () => group(child));
  await measure("group whose child spawns a child", () => group(parent));
  await measure("wait_for immediate", () => asyncio.waitFor(immediate(), 1));
  await measure("wait_for sleep(0)", () => asyncio.waitFor(asyncio.sleep(0), 1));
  await measure("wait_for without time", () => asyncio.waitFor(immediate(), 0));
  await measure("timeout(0) around sleep(0)", () => limited(0, true));
  await measure("timeout(0) around nothing", () => limited(0, false));
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  await measure("eager group of one", () => group(child));
  await measure("eager gather", () => asyncio.gather(immediate(), immediate()));
}

await asyncio.run(main());
