// proves: SEM-03
// Newcomers that queue up while a woken waiter has not run yet get the permits that are left
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function user(name: string, sem: asyncio.Semaphore) {
  await sem.acquire();
  print(name);
}

async function main() {
  const sem = new asyncio.Semaphore(0);
  const first = asyncio.createTask(user("first", sem));
  await asyncio.sleep(0);
  sem.release();
  sem.release();
  sem.release();
  const others = ["second", "third"].map((name) => asyncio.createTask(user(name, sem)));
  await asyncio.gather(first, ...others);
  print(sem);
}

await asyncio.run(main());
