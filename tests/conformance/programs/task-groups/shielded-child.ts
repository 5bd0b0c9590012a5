// proves: TGR-02 CMP-15
// A child that shields its work: the group does not wait for what is shielded
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function work() {
  await asyncio.sleep(3);
  print("work done");
}

async function shields(task: asyncio.Task<any>) {
  await asyncio.shield(task);
}

async function fails() {
  await asyncio.sleep(1);
  throw new ValueError("x");
}

async function main() {
  const task = asyncio.createTask(work());
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(shields(task));
      tg.createTask(fails());
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), task.done());
  }
  await task;
}

await asyncio.run(main());
