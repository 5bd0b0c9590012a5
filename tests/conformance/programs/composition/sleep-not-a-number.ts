// proves: CMP-01
// A delay that is no number; a cancelled sleep cancels its timer
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function main() {
  try {
    await asyncio.sleep(Number.NaN);
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  print(await asyncio.sleep(1, "a"), await asyncio.sleep(0, "b"), await asyncio.sleep(-5, "c"));
  const task = asyncio.createTask(asyncio.sleep(100));
  await asyncio.sleep(1);
  task.cancel();
  await asyncio.wait([task]);
  print(asyncio.getRunningLoop().time() < 3);
}

await asyncio.run(main());
