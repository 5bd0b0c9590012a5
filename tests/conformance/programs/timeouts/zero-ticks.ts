// proves: TMO-02
// How many passes a limit of zero leaves
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

let passes = 0;

function count() {
  passes += 1;
  asyncio.getRunningLoop().callSoon(count);
}

async function main() {
  asyncio.getRunningLoop().callSoon(count);
  await asyncio.sleep(0);
  let before = passes;
  try {
    await asyncWith(asyncio.timeout(0), async () => {
      await asyncio.sleep(0);
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("around sleep(0)", passes - before);
  }
  before = passes;
  await asyncWith(asyncio.timeout(0), async () => {});
  print("around nothing", passes - before);
  before = passes;
  await asyncWith(asyncio.timeout(1), async () => {});
  print("of one second around nothing", passes - before);
  before = passes;
  try {
    await asyncWith(asyncio.timeout(0), async () => {
      while (true) {
        await asyncio.sleep(0);
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("around a busy loop", passes - before);
  }
}

await asyncio.run(main());
