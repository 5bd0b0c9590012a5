// proves: EAG-06 EAG-01
// eager_start decides for one task, with and without the factory
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function job(name: string) {
  print(name);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const eager = asyncio.createTask(job("eager"), { eagerStart: true });
  print(eager.done());
  loop.setTaskFactory(asyncio.eagerTaskFactory);
  const lazy = asyncio.createTask(job("lazy"), { eagerStart: false });
  print(lazy.done());
  await lazy;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    const late = tg.createTask(job("late"), { eagerStart: false });
    print(late.done());
  });
}

await asyncio.run(main());
