// proves: LCK-03 LCK-04
// Released and cancelled in one step: the next in line gets it, in both orders
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(name: string, lock: asyncio.Lock) {
  try {
    await lock.acquire();
    print(name, "has it");
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "gives up");
    throw e;
  }
  lock.release();
}

async function race(releaseFirst: any) {
  const lock = new asyncio.Lock();
  await lock.acquire();
  const a = asyncio.createTask(waiter("a", lock));
  const b = asyncio.createTask(waiter("b", lock));
  await asyncio.sleep(0);
  if (releaseFirst) {
    lock.release();
    a.cancel();
  } else {
    a.cancel();
    lock.release();
  }
  await asyncio.wait([a, b]);
  print(a.cancelled(), b.cancelled(), lock);
}

async function main() {
  await race(true);
  await race(false);
}

await asyncio.run(main());
