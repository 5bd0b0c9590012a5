// proves: TGR-09
// A block that turns its cancellation into another error: both errors are in the group
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, KeyError, print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  await asyncio.sleep(1);
  throw new ValueError("child");
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(fails());
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        throw new KeyError("block");
      }
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
