// TSK-17: the unfinished tasks of the loop
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function nap(seconds: number) {
  await asyncio.sleep(seconds);
}

function names() {
  return [...asyncio.allTasks()].map((task) => task.getName()).sort();
}

async function main() {
  print(names(), asyncio.allTasks() instanceof Set ? "set" : "something else");
  const tasks = [3, 1, 2].map((n) => asyncio.createTask(nap(n), { name: `nap ${n}` }));
  print(names());
  await asyncio.sleep(1.5);
  print(names());
  tasks[0]?.cancel();
  print(names());
  await asyncio.sleep(0);
  await asyncio.sleep(0);
  print(names());
}

await asyncio.run(main());
