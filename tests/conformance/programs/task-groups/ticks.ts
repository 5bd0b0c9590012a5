// proves: TGR-01
// How many passes a group costs
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function immediate() {
  return 1;
}

async function spawns(tg: asyncio.TaskGroup) {
  tg.createTask(immediate());
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  await asyncio.sleep(0);
  let before = passes;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {});
  print("empty", passes - before);
  before = passes;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(immediate());
  });
  print("one child", passes - before);
  before = passes;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(spawns(tg));
  });
  print("a child that spawns a child", passes - before);
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  before = passes;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(immediate());
  });
  print("one eager child", passes - before);
}

await asyncio.run(main());
