// TSK-03: a task cannot be filled from outside
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr, ValueError } from "awaitable/builtins";

async function work() {
  await asyncio.sleep(1);
  return "done by itself";
}

async function main() {
  const task = asyncio.createTask(work());
  for (const attempt of [() => task.setResult("no"), () => task.setException(new ValueError())]) {
    try {
      attempt();
    } catch (e) {
      if (!(e instanceof RuntimeError)) throw e;
      print(repr(e));
    }
  }
  print(await task);
}

await asyncio.run(main());
