// proves: CND-02
// Two conditions on one lock
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function waiter(name: string, cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    await cond.wait();
    print(name);
  });
}

async function main() {
  const lock = new asyncio.Lock();
  const full = new asyncio.Condition(lock);
  const empty = new asyncio.Condition({ lock });
  const tasks = [asyncio.createTask(waiter("full", full)), asyncio.createTask(waiter("empty", empty))];
  await asyncio.sleep(0);
  await asyncWith(lock, async () => {
    print(full.locked(), empty.locked(), lock.locked());
    full.notify();
    empty.notify();
  });
  print(full.locked(), empty.locked(), lock.locked());
  await asyncio.gather(...tasks);
  await full.acquire();
  print(lock.locked());
  lock.release();
  print(empty.locked());
}

await asyncio.run(main());
