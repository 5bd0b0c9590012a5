// proves: LCK-03 LCK-04
// A woken waiter that is cancelled on another's request passes the lock on twice over
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function worker(name: string, lock: asyncio.Lock) {
  try {
    await asyncWith(lock, async () => {
      print(name, "works");
      await asyncio.sleep(1);
    });
  } finally {
    print(name, "ends", lock.locked());
  }
}

async function main() {
  const lock = new asyncio.Lock();
  const tasks = [..."abc"].map((name) => asyncio.createTask(worker(name, lock)));
  await asyncio.sleep(0.5);
  tasks[0].cancel();
  await asyncio.sleep(0);
  tasks[1].cancel();
  print(lock);
  await asyncio.wait(tasks);
  print(
    tasks.map((task) => task.cancelled()),
    lock,
  );
}

await asyncio.run(main());
