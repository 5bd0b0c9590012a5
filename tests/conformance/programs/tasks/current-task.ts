// TSK-16: who is running
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr } from "awaitable/builtins";

async function look(name: string) {
  for (let i = 0; i < 2; i++) {
    print(name, asyncio.currentTask()?.getName());
    await asyncio.sleep(0);
  }
}

async function main() {
  const me = asyncio.currentTask();
  const one = asyncio.createTask(look("one"), { name: "first" });
  const two = asyncio.createTask(look("two"), { name: "second" });
  await look("main");
  print(asyncio.currentTask() === me);
  asyncio.getRunningLoop().callSoon(() => print("in a callback:", asyncio.currentTask()));
  await asyncio.gather(one, two);
}

await asyncio.run(main());
try {
  asyncio.currentTask();
} catch (e) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
