// proves: LCK-01
// Acquiring, releasing, what a lock refuses
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, RuntimeError, TypeError, ValueError } from "awaitable/builtins";

async function main() {
  const lock = new asyncio.Lock();
  print(lock.locked(), await lock.acquire(), lock.locked());
  lock.release();
  print(lock.locked());
  try {
    lock.release();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  try {
    await lock;
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(e.constructor.name);
  }
  await asyncWith(lock, async (value) => {
    print(value, lock.locked());
  });
  print(lock.locked());
  try {
    await asyncWith(lock, async () => {
      throw new ValueError("inside");
    });
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e), lock.locked());
  }
}

await asyncio.run(main());
