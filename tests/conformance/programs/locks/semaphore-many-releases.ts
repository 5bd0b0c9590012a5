// proves: SEM-03
// Several releases in one step wake several waiters, in order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function user(name: string, sem: asyncio.Semaphore) {
  await sem.acquire();
  print(name);
}

async function main() {
  const sem = new asyncio.Semaphore(0);
  const tasks = [..."abcd"].map((name) => asyncio.createTask(user(name, sem)));
  await asyncio.sleep(0);
  sem.release();
  sem.release();
  sem.release();
  print(sem);
  await asyncio.sleep(1);
  print(sem);
  sem.release();
  sem.release();
  await asyncio.gather(...tasks);
  print(sem);
}

await asyncio.run(main());
