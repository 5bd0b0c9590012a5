// proves: TGR-08
// The outer child's failure cancels the inner block without wrapping
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails(text: string) {
  await asyncio.sleep(1);
  throw new ValueError(text);
}

async function innerChild() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("inner child cancelled");
    throw e;
  }
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (outer) => {
      outer.createTask(fails("outer"));
      await asyncWith(new asyncio.TaskGroup(), async (inner) => {
        inner.createTask(innerChild());
      });
      print("never");
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
  print(asyncio.currentTask().cancelling());
}

await asyncio.run(main());
