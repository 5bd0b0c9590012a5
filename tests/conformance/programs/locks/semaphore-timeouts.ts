// proves: SEM-04 SEM-02
// Waiters that time out, next to one that stays
import * as asyncio from "awaitable/asyncio";
import { print, TimeoutError } from "awaitable/builtins";

async function impatient(name: string, sem: asyncio.Semaphore, delay: number) {
  try {
    await asyncio.waitFor(sem.acquire(), delay);
    print(name, "has one");
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(name, "went away");
  }
}

async function main() {
  const sem = new asyncio.Semaphore(1);
  await sem.acquire();
  const tasks = [
    ["a", 1],
    ["b", 5],
    ["c", 2],
    ["d", 9],
  ].map(([n, d]) => asyncio.createTask(impatient(n, sem, d)));
  await asyncio.sleep(3);
  print(sem);
  sem.release();
  await asyncio.sleep(1);
  sem.release();
  await asyncio.gather(...tasks);
  print(sem);
}

await asyncio.run(main());
