// proves: LCK-03
// A cancelled waiter leaves the line; the others keep their order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(name: string, lock: asyncio.Lock) {
  try {
    await lock.acquire();
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "gives up");
    throw e;
  }
  print(name, "has it");
  lock.release();
}

async function main() {
  const lock = new asyncio.Lock();
  await lock.acquire();
  const tasks = [..."abcd"].map((name) => asyncio.createTask(waiter(name, lock)));
  await asyncio.sleep(0);
  tasks[1].cancel();
  tasks[2].cancel();
  await asyncio.sleep(0);
  print(lock);
  lock.release();
  await asyncio.wait(tasks);
  print(lock);
}

await asyncio.run(main());
