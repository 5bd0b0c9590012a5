// proves: LCK-03 CND-04
// A lock taken in a clean-up, while the task is being cancelled
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function job(name: string, lock: asyncio.Lock) {
  try {
    await asyncio.sleep(9);
  } finally {
    await asyncWith(lock, async () => {
      print(name, "cleans up");
      await asyncio.sleep(1);
    });
  }
}

async function main() {
  let task: any;
  const lock = new asyncio.Lock();
  const tasks = [..."abc"].map((name) => asyncio.createTask(job(name, lock)));
  await asyncio.sleep(1);
  for (const task of tasks) {
    task.cancel();
  }
  await asyncio.wait(tasks);
  print(
    tasks.map((task) => task.cancelled()),
    `${asyncio.getRunningLoop().time()}`,
  );
}

await asyncio.run(main());
