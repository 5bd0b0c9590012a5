// proves: SEM-02
// A permit given back goes to the first in line; newcomers see a locked semaphore
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function user(name: string, sem: asyncio.Semaphore) {
  await asyncWith(sem, async () => {
    print(name, "in", sem.locked());
    await asyncio.sleep(1);
  });
  print(name, "out");
}

async function main() {
  const sem = new asyncio.Semaphore(2);
  const tasks = [..."abcde"].map((name) => asyncio.createTask(user(name, sem)));
  await asyncio.sleep(0.5);
  print(sem);
  await asyncio.gather(...tasks);
  print(sem);
  await sem.acquire();
  await sem.acquire();
  const task = asyncio.createTask(user("late", sem));
  await asyncio.sleep(0);
  sem.release();
  print("promised", sem.locked());
  await sem.acquire();
  print("main has it", task.done());
  sem.release();
  sem.release();
  await task;
}

await asyncio.run(main());
