// proves: LCK-02
// Releasing and acquiring again in one step goes behind those that wait
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(lock: asyncio.Lock) {
  await lock.acquire();
  print("waiter has it");
  lock.release();
}

async function main() {
  const lock = new asyncio.Lock();
  await lock.acquire();
  const task = asyncio.createTask(waiter(lock));
  await asyncio.sleep(0);
  lock.release();
  await lock.acquire();
  print("main has it again", task.done());
  lock.release();
  await task;
}

await asyncio.run(main());
