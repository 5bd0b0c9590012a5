// TSK-01: the body starts in a later pass; the main task first
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function body(name: string) {
  print(name, "starts");
  await asyncio.sleep(0);
  print(name, "goes on");
  return name;
}

async function main() {
  const tasks = [..."abc"].map((name) => asyncio.createTask(body(name)));
  print("created", tasks[0] instanceof asyncio.Future);
  await asyncio.sleep(0);
  print("one pass");
  await asyncio.sleep(0);
  print(
    "two passes",
    tasks.map((task) => task.done()),
  );
  await asyncio.sleep(0);
  print(
    "three passes",
    tasks.map((task) => task.result()),
  );
}

await asyncio.run(main());
