// TSK-05: numbers, names of any type, renaming
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function body() {
  return asyncio.currentTask()?.getName();
}

async function main() {
  print(asyncio.currentTask()?.getName());
  const first = asyncio.createTask(body());
  print(first.getName());
  const named = asyncio.createTask(body(), { name: "porter" });
  const numbered = asyncio.createTask(body(), { name: 12 });
  print(named.getName(), repr(numbered.getName()));
  const third = asyncio.createTask(body());
  print(third.getName());
  first.setName("doorman");
  print(await asyncio.gather(first, named, numbered, third, body()));
}

await asyncio.run(main());
