// proves: CND-04 CND-05
// Notified, then cancelled while it waits for the lock: it still gets the lock first
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr } from "awaitable/builtins";

async function waiter(name: string, cond: asyncio.Condition) {
  await asyncWith(cond, async () => {
    try {
      await cond.wait();
      print(name, "goes on");
    } catch (e: any) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print(name, repr(e), cond.locked());
      throw e;
    }
  });
}

async function main() {
  const cond = new asyncio.Condition();
  const a = asyncio.createTask(waiter("a", cond));
  const b = asyncio.createTask(waiter("b", cond));
  await asyncio.sleep(0);
  await cond.acquire();
  cond.notify(1);
  await asyncio.sleep(0);
  a.cancel("first");
  await asyncio.sleep(0);
  a.cancel("second");
  await asyncio.sleep(1);
  print("still waits for the lock", a.done());
  cond.release();
  await asyncio.wait([a, b]);
  print(a.cancelled(), b.cancelled(), cond);
}

await asyncio.run(main());
