// proves: LCK-02
// Waiters are served in order; a newcomer never overtakes one
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function user(name: string, lock: asyncio.Lock) {
  await asyncWith(lock, async () => {
    print(name, "has it");
    await asyncio.sleep(0);
  });
  print(name, "gave it back");
}

async function newcomer(lock: asyncio.Lock) {
  await lock.acquire();
  print("newcomer has it");
  lock.release();
}

async function main() {
  const lock = new asyncio.Lock();
  await lock.acquire();
  const tasks = [..."abc"].map((name) => asyncio.createTask(user(name, lock)));
  await asyncio.sleep(0);
  print(lock);
  lock.release();
  print("free, but promised", lock.locked());
  await newcomer(lock);
  await asyncio.gather(...tasks);
}

await asyncio.run(main());
