// proves: WFR-02 CMP-01
// No time at all: a done future gives its result, a pending one is cancelled, a coroutine never begins
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function job() {
  print("never");
}

async function slowToEnd() {
  try {
    await asyncio.sleep(9);
  } finally {
    await asyncio.sleep(1);
    print("waited for");
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const done = loop.createFuture();
  done.setResult("there");
  print(await asyncio.waitFor(done, 0));
  const pending = loop.createFuture();
  for (const thing of [pending, job()]) {
    try {
      await asyncio.waitFor(thing, -1);
    } catch (e: any) {
      if (!(e instanceof TimeoutError)) throw e;
      print(repr(e));
    }
  }
  print(pending.cancelled());
  const task = asyncio.createTask(slowToEnd());
  await asyncio.sleep(0);
  try {
    await asyncio.waitFor(task, 0);
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), `${loop.time()}`);
  }
}

await asyncio.run(main());
