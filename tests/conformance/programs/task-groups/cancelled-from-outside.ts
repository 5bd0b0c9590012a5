// proves: TGR-05
// The group's task is cancelled: in its block, and while it waits
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr } from "awaitable/builtins";

const log: any[] = [];

async function child(name: string) {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    log.push(name + repr(e));
    await asyncio.sleep(1);
    log.push(name + " ends");
    throw e;
  }
}

async function inBlock() {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(child("a"));
    tg.createTask(child("b"));
    await asyncio.sleep(9);
  });
}

async function waiting() {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(child("c"));
    tg.createTask(child("d"));
  });
}

async function main() {
  for (const make of [inBlock, waiting]) {
    const task = asyncio.createTask(make());
    await asyncio.sleep(1);
    task.cancel("from outside");
    try {
      await task;
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print(repr(e), task.cancelling(), [...log].sort());
    }
  }
}

await asyncio.run(main());
