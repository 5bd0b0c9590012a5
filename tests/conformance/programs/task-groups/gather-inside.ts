// proves: TGR-05 CMP-08
// A gather in the block of a group whose child fails
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  await asyncio.sleep(1);
  throw new ValueError("child");
}

async function slow(name: string) {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "cancelled");
    throw e;
  }
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(fails());
      await asyncio.gather(slow("a"), slow("b"));
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
