// CMP-02, CMP-03, CMP-10: results in the order of the arguments, duplicates once, nothing at all
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(name: string, seconds: number) {
  await asyncio.sleep(seconds);
  print(name, "finished");
  return name;
}

async function main() {
  print(await asyncio.gather(job("a", 3), job("b", 1), job("c", 2)));
  const task = asyncio.createTask(job("once", 1));
  print(await asyncio.gather(task, job("d", 2), task));
  const nothing = asyncio.gather();
  print(nothing.done(), await nothing);
}

await asyncio.run(main());
