// proves: TGR-08
// The inner group's failure is wrapped by the outer one
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, print, repr, ValueError } from "awaitable/builtins";

async function fails(text: string) {
  await asyncio.sleep(1);
  throw new ValueError(text);
}

async function other() {
  try {
    await asyncio.sleep(9);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("outer child cancelled");
    throw e;
  }
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (outer) => {
      outer.createTask(other());
      await asyncWith(new asyncio.TaskGroup(), async (inner) => {
        inner.createTask(fails("inner"));
      });
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
  print(asyncio.currentTask().cancelling());
}

await asyncio.run(main());
