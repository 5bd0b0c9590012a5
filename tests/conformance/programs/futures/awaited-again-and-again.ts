// proves: FUT-31 TSK-14 TSK-19
// A failed task keeps its own traceback, however often it is awaited
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function deep() {
  throw new ValueError("deep down");
}

async function job() {
  await deep();
}

async function main() {
  const task = asyncio.createTask(job());
  for (let _ = 0; _ < 3; _++) {
    try {
      await task;
    } catch (e: any) {
      if (!(e instanceof ValueError)) throw e;
      print(repr(e), task.exception() === e);
    }
  }
}

await asyncio.run(main());
