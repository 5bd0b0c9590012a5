// proves: TGR-01
// Leaving the block waits for all children, those spawned meanwhile included
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function child(tg: asyncio.TaskGroup, depth: number) {
  await asyncio.sleep(1);
  print("depth", depth);
  if (depth > 0) {
    tg.createTask(child(tg, depth - 1));
  }
}

async function main() {
  let task: any;
  const tg = new asyncio.TaskGroup();
  await asyncWith(tg, async () => {
    tg.createTask(child(tg, 2));
    task = tg.createTask(asyncio.sleep(1, "result"));
    print(tg);
  });
  print("left", task.result(), tg);
  await asyncWith(new asyncio.TaskGroup(), async () => {
    print("empty");
  });
}

await asyncio.run(main());
