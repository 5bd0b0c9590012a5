// proves: TGR-17
// An eager child cancels the group before it is one of its tasks
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function child(tg: asyncio.TaskGroup) {
  tg.cancel();
  await asyncio.sleep(9);
}

async function main() {
  let task: any;
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    task = tg.createTask(child(tg));
  });
  print("left", task.cancelled());
}

await asyncio.run(main());
