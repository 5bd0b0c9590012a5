// proves: EAG-02
// An eager task that fails in its first step
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  throw new ValueError("at once");
}

async function cancels() {
  asyncio.currentTask().cancel();
  return "returned";
}

async function main() {
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  let task = asyncio.createTask(fails());
  print(task.done(), repr(task.exception()));
  task = asyncio.createTask(cancels());
  print(task.done(), task.cancelled());
}

await asyncio.run(main());
