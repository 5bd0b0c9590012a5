// proves: SEM-04
// A cancelled waiter keeps no permit, before or after it was woken
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function user(name: string, sem: asyncio.Semaphore) {
  try {
    await sem.acquire();
    print(name, "has one");
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "gives up", sem);
    throw e;
  }
}

async function main() {
  const sem = new asyncio.Semaphore(1);
  await sem.acquire();
  const a = asyncio.createTask(user("a", sem));
  const b = asyncio.createTask(user("b", sem));
  const c = asyncio.createTask(user("c", sem));
  await asyncio.sleep(0);
  a.cancel();
  await asyncio.sleep(0);
  sem.release();
  b.cancel();
  await asyncio.wait([a, b, c]);
  print(sem);
  sem.release();
  print(sem);
}

await asyncio.run(main());
