// proves: LOP-20
// A factory gets name and context; what it must be
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { asyncWith, print, repr, TypeError } from "awaitable/builtins";

function factory(loop: asyncio.EventLoop, coro: any, kwargs: any = {}) {
  print(Object.keys(kwargs).sort());
  return new asyncio.Task(coro, { loop, ...kwargs });
}

async function job() {
  return asyncio.currentTask().getName();
}

async function main() {
  let task: any;
  const loop = asyncio.getRunningLoop();
  for (const bad of [5, "text"]) {
    try {
      loop.setTaskFactory(bad);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
  loop.setTaskFactory(factory);
  print(loop.getTaskFactory() === factory);
  print(await asyncio.createTask(job(), { name: "named" }));
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    task = tg.createTask(job(), { name: "grouped", context: contextvars.copyContext() });
  });
  print(task.result());
  loop.setTaskFactory(null);
  print(loop.getTaskFactory());
}

await asyncio.run(main());
