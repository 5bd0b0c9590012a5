// proves: LCK-02 LCK-03
// A line of nothing but cancelled waiters does not hold up a newcomer
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(lock: asyncio.Lock) {
  await lock.acquire();
}

async function main() {
  let task: any;
  const lock = new asyncio.Lock();
  await lock.acquire();
  const tasks = Array.from({ length: 3 }, () => asyncio.createTask(waiter(lock)));
  await asyncio.sleep(0);
  for (const task of tasks) {
    task.cancel();
  }
  lock.release();
  print(await lock.acquire(), "at once");
  print(tasks.map((task) => task.done()));
  await asyncio.wait(tasks);
  print(
    tasks.map((task) => task.cancelled()),
    lock,
  );
}

await asyncio.run(main());
