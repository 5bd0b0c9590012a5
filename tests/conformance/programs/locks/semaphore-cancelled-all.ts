// proves: SEM-04
// Every waiter cancelled after being woken: all permits come back
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const sem = new asyncio.Semaphore(0);
  const tasks = Array.from({ length: 3 }, () => asyncio.createTask(sem.acquire()));
  await asyncio.sleep(0);
  for (let _ = 0; _ < 3; _++) {
    sem.release();
  }
  for (const task of tasks) {
    task.cancel();
  }
  print(await asyncio.gather(...tasks, { returnExceptions: true }));
  print(sem);
  for (let _ = 0; _ < 3; _++) {
    await sem.acquire();
  }
  print(sem);
}

await asyncio.run(main());
