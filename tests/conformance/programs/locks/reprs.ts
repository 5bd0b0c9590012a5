// proves: LCK-06
// Every primitive's repr, in each of its states
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

class Mine extends asyncio.Lock {}

async function main() {
  const lock = new asyncio.Lock();
  const event = new asyncio.Event();
  const cond = new asyncio.Condition();
  const sem = new asyncio.Semaphore(2);
  const bounded = new asyncio.BoundedSemaphore();
  const barrier = new asyncio.Barrier(2);
  for (const thing of [lock, event, cond, sem, bounded, barrier, new Mine()]) {
    print(thing);
  }
  await lock.acquire();
  await cond.acquire();
  await sem.acquire();
  print(sem);
  await sem.acquire();
  await bounded.acquire();
  const waiting = [lock.acquire(), event.wait(), cond.wait(), sem.acquire(), bounded.acquire(), barrier.wait()];
  const tasks = [...waiting].map((each) => asyncio.createTask(each));
  await asyncio.sleep(0);
  for (const thing of [lock, event, cond, sem, bounded, barrier]) {
    print(thing);
  }
  event.set();
  print(event);
  await barrier.abort();
  print(barrier);
  for (const task of tasks) {
    task.cancel();
  }
  await asyncio.gather(...tasks, { returnExceptions: true });
  for (const thing of [lock, event, cond, sem, bounded, barrier]) {
    print(thing);
  }
}

await asyncio.run(main());
