// TSK-10: a task that awaits itself
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, str } from "awaitable/builtins";

async function narcissus() {
  try {
    await asyncio.currentTask();
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(str(e));
  }
  await asyncio.sleep(1);
  return "goes on";
}

async function main() {
  print(await asyncio.createTask(narcissus(), { name: "narcissus" }));
}

await asyncio.run(main());
