// Two levels of tasks resume one pass after another
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function leaf() {
  await asyncio.sleep(1);
  print("leaf returns");
}

async function branch(task: asyncio.Task<void>) {
  await task;
  print("branch returns");
}

async function main() {
  const task = asyncio.createTask(leaf());
  const branches = [1, 2].map(() => asyncio.createTask(branch(task)));
  task.addDoneCallback(() => print("callback of the leaf"));
  const trunk = asyncio.createTask(branch(branches[1] as asyncio.Task<void>));
  await asyncio.gather(trunk, ...branches);
  print("main returns");
}

await asyncio.run(main());
