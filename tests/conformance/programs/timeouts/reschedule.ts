// proves: TMO-09 TMO-11
// Moving the deadline: later, away, into the past
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  await asyncWith(asyncio.timeout(1), async (cm) => {
    cm.reschedule(loop.time() + 3);
    await asyncio.sleep(2);
    cm.reschedule(null);
    print(cm.when());
    await asyncio.sleep(2);
  });
  print("in time", `${loop.time()}`);
  try {
    await asyncWith(asyncio.timeout(null), async (cm) => {
      cm.reschedule(loop.time() + 1);
      print(`${cm.when()}`);
      await asyncio.sleep(9);
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("expired", `${loop.time()}`);
  }
  try {
    await asyncWith(asyncio.timeout(5), async (cm) => {
      cm.reschedule(loop.time() - 1);
      print("not yet", cm.expired());
      await asyncio.sleep(0);
      print("never");
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("expired", `${loop.time()}`);
  }
}

await asyncio.run(main());
