// proves: EAG-01 EAG-02 EAG-04
// Up to the first suspension at once; finished at once; what is current meanwhile
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(name: string, suspends: any) {
  print(name, "starts", asyncio.currentTask().getName(), asyncio.allTasks().size);
  if (suspends) {
    await asyncio.sleep(0);
  }
  print(name, "ends");
  return name;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setTaskFactory(asyncio.eagerTaskFactory);
  const task = asyncio.createTask(job("a", false), { name: "task a" });
  print(task.done(), task.result(), task.getCoro(), task.cancel(), asyncio.allTasks().size, task);
  print(asyncio.currentTask().getName());
  const other = asyncio.createTask(job("b", true), { name: "task b" });
  print(other.done(), asyncio.allTasks().size);
  print(await other, other.getCoro() === null);
}

await asyncio.run(main());
