// proves: SEM-01
// Permits; what a semaphore refuses
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, ValueError } from "awaitable/builtins";

async function main() {
  for (const value of [-1, -5]) {
    try {
      new asyncio.Semaphore(value);
    } catch (e: any) {
      if (!(e instanceof ValueError)) throw e;
      print(repr(e));
    }
  }
  const sem = new asyncio.Semaphore(0);
  print(sem.locked());
  sem.release();
  print(sem.locked(), await sem.acquire(), sem.locked());
  sem.release();
  sem.release();
  print(sem);
  const bounded = new asyncio.BoundedSemaphore(1);
  try {
    bounded.release();
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  await asyncWith(bounded, async (value) => {
    print(value, bounded.locked());
  });
  print(bounded.locked());
  print(new asyncio.Semaphore({ value: 3 }));
}

await asyncio.run(main());
